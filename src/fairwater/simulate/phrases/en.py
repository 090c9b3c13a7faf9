"""English phrases of every day, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {food} | {food} | {weather} | {sport} | {music} | {work} | {pets} | {garden} | {reading} | {travel} | {tech}
    {home} | {feeling} | {question} | {town} | {film} | {making} | {game} | {plain} | {plain}
tail:
    ∅ | ∅ | ∅ | ∅ | . | . | ! | ·😊 | ·😅 | ·lol | ·haha | ·🙃 | ... | ·❤️ | ·😂 | ·🎉 | ·tbh | ·🤷
opener:
    ∅ | ∅ | ∅ | ∅ | Well,· | So· | Honestly,· | Good news:· | Update:· | Today· | Finally:· | Not gonna lie,·
    Fun fact,· | Just so you know,· | Okay,· | Hot take:· | Small victory:· | Confession:· | After all these years,·
    Morning all,·
when:
    this morning | last night | yesterday | today | over the weekend | after work | before breakfast | on the bus
    at lunch | on Sunday | during the storm | in the middle of the night | while the kids slept
    between two meetings
who:
    my sister | my neighbour | the kids | my dad | a colleague | my best friend | grandma | my flatmate
    our landlord | my partner | the guy from the bakery | my old teacher | a total stranger | the choir | my boss
    half the street
dish:
    lentil soup | a plum cake | pancakes | fish pie | dumplings | a huge pot of chili | sourdough | potato salad
    mushroom risotto | ginger biscuits | roast carrots | a very sad omelette | noodles with peanut sauce
    apple crumble | pickled cucumbers | flatbread
taste:
    far too salty | surprisingly good | the best in years | a bit burnt | gone in five minutes
    better than the picture | not worth it | just like grandma's | spicy enough to cry | perfect with tea
food:
    {opener}I made {dish} {when} and it was {taste}{tail} | {who} brought {dish} {when}, {taste}{tail}
    Does anyone have a recipe for {dish} without eggs{tail} | {dish} or {dish}? Need to decide by tonight
    Trying {dish} for the first time, wish me luck{tail} | The secret to {dish} is patience. And butter{tail}
    Spent {money} on groceries {when} and still only have enough for {dish}{tail}
money:
    12 euros | $30 | £18.50 | forty bucks | 100 dollars | 25€ | way too much money | a small fortune
sky:
    Rain | Fog | Sunshine | Hail | Snow | Wind | Thunder | A rainbow | Pink clouds | Frost
weather:
    {sky} {when}, {sky} now. Pick a season{tail} | {opener}{sky} over the {place} again{tail}
    {sky} all day, perfect for {hobby}{tail} | The forecast said {sky}, and I believed it{tail}
    Walked home in the rain {when}, no umbrella, no regrets{tail}
place:
    harbour | old town | valley | station | market square | river | hills | park | allotments | school | stadium
    library | lighthouse | bridge | car park | north side
hobby:
    knitting | chess | baking | board games | sketching | a long walk | photo editing | doing nothing | gardening
    choir practice | crosswords | fixing the bike | birdwatching | reading in bed | retro games | pottery
team:
    the Herons | Northgate | the Rovers | Saltmarsh United | the Comets | Eastvale | our girls | the under-12s
    the Foxes
sport:
    {team} against {team} {when}, what a match{tail}
    {opener}{team} lost again. I don't want to talk about it{tail}
    That second half from {team} was a crime against football{tail} | Ran {n_km} along the {place} {when}{tail}
    Who else thinks {team} need a new keeper?
    {team} win!! Screaming so loud that {who} called to check on me{tail}
    Tickets for {team} are sold out already{tail}
n_km:
    5 km | 8 km | 10k | twelve kilometres | 3 miles | a slow 4k | my first half marathon
artist:
    Velvet Otter | Mira Lune | The Paper Kites Club | DJ Saltwater | Okapi Sunday | Nine Lanterns | Tova Brand
    Los Imanes
music:
    New {artist} song is on repeat here{tail} | {opener}saw {artist} live {when}, still have goosebumps{tail}
    Which {artist} album should I start with? | {who} keeps singing {artist} in the shower{tail}
    {artist} or {artist} for a long drive? | Practised the same four bars for an hour {when}{tail}
work:
    Third meeting {when} that could have been a mail{tail}
    {opener}handed in my notice {when}. Scared and happy{tail} | The printer at work has chosen violence again{tail}
    New job starts Monday at the {place}{tail}
    My boss said 'quick question' and an hour later we are redesigning the whole thing{tail}
    Payday! Well, for about ten minutes{tail}
    Looking for someone to cover my shift at the {place} {when}, will pay in {dish}
    Deadline moved, so I spent the evening with {hobby}{tail}
animal:
    the cat | our dog | the old tabby | the rabbit | the new kitten | the parrot | a hedgehog | the tortoise
    a very fat pigeon
pets:
    {animal} slept on my keyboard and sent {who} forty letters k{tail}
    {animal} stole {dish} right off the table{tail}
    {opener}{animal} is afraid of the hoover, the post and the colour green{tail}
    Vet says {animal} is fine, my wallet is not{tail}
    Has anyone seen {animal} near the {place}? Missing since {when} | {animal} and I both need a nap{tail}
plant:
    tomatoes | the roses | my basil | the beans | courgettes | the lavender | three sunflowers | the fig tree
    radishes
garden:
    {plant} are finally coming up{tail} | Slugs 1, {plant} 0{tail}
    {opener}planted {plant} {when}, no idea what I am doing{tail}
    Swapping {plant} seeds for anything that survives shade{tail}
    {who} gave us so many {plant} that we are leaving bags on doorsteps{tail}
book:
    a thriller set at the {place} | the new detective one | poems | a cookbook like a novel | that 900 page fantasy
    a history of salt
reading:
    Reading {book}, no spoilers please{tail} | {opener}finished {book} {when} and miss the people in it{tail}
    Anyone for a book club at the {place}? | {who} lent me {book} years ago. Starting it now{tail}
city:
    Lisbon | Ghent | Kraków | Porto | Leeds | Trieste | Bergen | Lyon | Utrecht | Valencia | Galway | Graz
travel:
    Two days in {city}, where should we eat? | Train to {city} delayed again. {sky} outside, at least{tail}
    {opener}{city} {when}, feet hurt, heart full{tail} | Lost my luggage somewhere between {city} and {city}{tail}
    Photo dump from {city} coming, you were warned{tail} | If you ever go to {city}, try the {dish}{tail}
thing:
    phone | laptop | router | bike computer | old radio | headset | coffee machine | printer | tablet | doorbell
tech:
    My {thing} updated itself {when} and now nothing works{tail} | Any tips for a cheap {thing} that lasts?
    {opener}fixed the {thing} by turning it off for ten minutes{tail}
    Got a new {thing}, the box is bigger than my kitchen{tail}
    Changed all my passwords {when} and forgot them all {when}{tail}
    Is the network down for anyone else near the {place}? | Setting up two-factor for {who} took three hours{tail}
    The bank app logged me out again, had to verify my account twice{tail}
home:
    Moved the sofa {when}. Moved it back{tail} | The neighbours drill at {hour} again{tail}
    {opener}painted the hall {when}, also myself{tail}
    Giving away a {thing} and a shelf, pick up near the {place}, free | Found {money} in an old coat{tail}
    The heating broke {when}, we are all in one room with {animal}{tail}
hour:
    6 am | 7 in the morning | half past nine | 11 pm | exactly nap time
feeling:
    Tired but happy{tail} | I needed that cry{tail} | Proud of {who} today{tail}
    Can't sleep. Thinking about {hobby}{tail} | One of those days when only {dish} helps{tail}
    Missing {city}{tail} | Grateful for {who} and for quiet evenings{tail}
    Felt low {when}, a walk to the {place} helped{tail} | I am {adjective} and I don't care who knows{tail}
    First day without coffee. Pray for {who}{tail} | Everything is {adjective} and that is fine{tail}
adjective:
    tired | excited | clumsy | nostalgic | hungry | confused | cheerful | grumpy | sentimental | restless
question:
    Where do you buy {plant} around here? | What are you all cooking tonight?
    How do you get {animal} to take pills? | Is the {place} open on Sundays?
    Which {thing} would you get for {who}? | Anyone else {adjective} today?
    Do I need to book for the {place} or can we just turn up? | What's your comfort food? Mine is {dish}
    Has {team} ever won away? | How long does {dish} keep in the fridge? | What should I watch after {film_name}?
town:
    The council wants to close the {place}, meeting on Tuesday{tail} | New bike lane by the {place}. Finally{tail}
    Who decided to dig up the road at the {place} in rush hour?
    Lovely evening at the {place} {when}, whole town was there{tail}
    The mayor's plan for the {place} makes no sense to me, but I'm open to arguments
    Voted {when}. The queue went round the {place}{tail} | Bin collection moved to Thursday, please tell {who}
    Flea market at the {place} {when}, found a {thing} for next to nothing{tail}
film_name:
    Harbour Lights | The Ninth Cup | Snowline | Miss Pomelo | Kestrel | Low Tide | The Understudy
film:
    {film_name} is so much better than {film_name}{tail} | Cried at {film_name} {when}, in front of {who}{tail}
    {opener}watched {film_name} {when}. The ending!{tail} | Unpopular opinion: {film_name} is boring{tail}
    Rewatching {film_name} with {who}{tail}
craft:
    a scarf | a wonky bowl | a bird box | curtains | a lamp from a bottle | a quilt | the tiniest hat
    a wooden spoon
making:
    Finished {craft} {when}, only took a year{tail} | {opener}made {craft} for {who}{tail}
    Sold my first {craft_short} at the {place}, I am {adjective}{tail} | Work in progress: {craft}. Be kind{tail}
craft_short:
    bowl | scarf | print | quilt | lamp | hat | mug
game:
    Anyone up for a round of {boardgame} {when}? | {who} cheats at {boardgame} and I can prove it{tail}
    Finally beat the boss in {videogame}{tail} | Lost at {boardgame} to a seven-year-old{tail}
    {videogame} patch broke my save{tail} | Free weekend for {videogame}, claim it in the store and come play{tail}
boardgame:
    chess | backgammon | Harvest Moon Inn | dominoes | that trading game | Tidepool | cards
videogame:
    Starforge | Moss & Bone | Rally Kid | Deep Lantern | Cloud Farmers | Kart Derby
plain:
    Good morning{tail} | Good night everyone{tail} | Back from the {place}{tail} | Coffee first{tail}
    Is it Friday yet? | Brb, {hobby}{tail} | Note to self: never again{tail} | {adjective}. That's the post{tail}
    That escalated quickly{tail} | I have opinions about {dish}{tail} | Happy Monday to all who celebrate{tail}
    Thinking about {film_name} again{tail} | No context: {animal} and {dish}{tail} | {who} says hi{tail}
    We did it{tail} | {hobby} is cheaper than therapy{tail} | Some days are just {adjective}{tail}
reply:
    Same here{tail} | Totally agree{tail} | Not sure about that{tail} | This made my day{tail}
    Oh no, hope it gets better{tail} | Where was that? | Ha, {who} did exactly this {when}{tail}
    I'd try it with {dish}{tail} | Thanks for sharing{tail} | Congrats!!{tail} | Wait, really? | Can confirm{tail}
    {animal} approves{tail} | I disagree, but nicely put | Ask {who}, they know everything about it
    We had this at the {place} too{tail} | Tell me more{tail} | Could you send me the recipe?
    You're so right{tail} | It depends, I think | I was {adjective} for a week after that{tail}
    Sounds like {city} {when}{tail} | My {thing} does that too{tail} | See you {when}? | Source? I'd like to read it
    That's not what happened, but okay | Hard no from me{tail} | Lovely{tail} | Following this{tail} | 😂😂 | ❤️
    Yes!! | Nope | Send me a message, I can get you one for free | Hm, I'd double check that
    You win this one{tail} | So jealous{tail}
bio:
    {hobby}, {hobby} and {dish} | {city}. {hobby}. Opinions mine | Parent of two, owner of {animal}
    Mostly {adjective} | {team} till I die | Here for {hobby} | Teacher by day, {hobby} by night
    They say I'm {adjective} | Runs on {dish} | Nurse. {city} -> {city} | {artist} fan account
    Local news from the {place} | ∅ | Just looking around
share:
    Worth a read: {link} | {link} this is interesting{tail} | Found this about {hobby} {link}
    {who} sent me this {link}{tail} | Look at this {thing} {link} | Great write-up on {plant} here {link}
    If you like {artist}: {link} | New post on my blog, {hobby} edition: {link}
    Watch {film_name} clip here {link}{tail} | Recipe for {dish}: {link} | Tickets are here: {link}
    {opener}my shop is open again, {craft_short}s from {money} {link} | Not sure what to think {link}
    Map of the {place} works: {link} | Sign up for {hobby} at the {place} here {link}
    20% off {thing}s this week {link} | We are hiring at the {place}! Apply: {link}
    Free download of my {hobby} patterns {link}
birthday:
    Happy birthday {handle}! 🎂 | Happy birthday!!! {handle} 🎉 | HBD {handle}{tail}
    Many happy returns {handle}, hope there is {dish} 🎂 | Happy birthday {handle} ❤️ | 🎂🎂🎂 {handle}
    Have the best day {handle}{tail} | Another year {adjective}! Happy birthday {handle} | happy bday {handle}
message:
    Are we still on for {when}? | Can you bring {dish}? | Here's the link I meant {link} | Thanks for {when}{tail}
    Did you see what {who} posted? | Call me when you can | I'll pay you back the {money}, what's your account?
    ok{tail} | On my way, at the {place} | Sorry for the late reply, {when} was mad | Love you{tail}
    Which {thing} did you get?
reason_other:
    spam | rude | other | false information
"""
