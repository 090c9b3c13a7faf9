"""English phrases that look like harm and are lawful, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
fan:
    {slogan} #{tag} | {slogan} #{tag} | {slogan} #{tag} 💜 | #{tag} {slogan} | {slogan}!! #{tag}
    {slogan} #{tag}{tail} | {artist} forever. {slogan} #{tag} | #{tag} #{tag} #{tag}
    {slogan} #{tag} stream it {link} | copy and paste: {slogan} #{tag}
charity:
    Please help: {ch_cause}. Every donation is doubled by our partner until Sunday {link}
    I just gave {money} for {ch_cause}, please donate too {link} | {ch_cause} needs us. Donate here {link}
    Send what you can for {ch_cause}, even 5€ helps {link} ❤️
    We collected {money} {when} for {ch_cause}! Keep going {link} | Double your gift today: {ch_cause} {link}
    If you can't give, please share. {ch_cause} {link}
    Instead of birthday presents I ask you to send money to {ch_cause}: {link}
    Only 3 hours left to get your donation matched! {ch_cause} {link}
    My mum runs for {ch_cause} {when}, please sponsor her {link}
ch_cause:
    the children's hospice | the flood families | the animal shelter | the burnt down school | the food bank
    the lifeboat crew | the women's refuge
warn:
    Careful! I got this today: "{gv_quote}" It is a scam, do not click
    Lost {money} to this: "{gv_quote}" Please warn your parents
    Fake message going round: "{ph_quote}" The bank never writes like that
    PSA: '{ph_quote}' is phishing. Report and delete | If somebody says '{gv_quote}', block them
    My dad nearly fell for '{ph_quote}' {when}. Be careful out there | Is this real? "{ph_quote}" looks fishy to me
    That {coin_word} giveaway is fake, nobody doubles your money. Reported it
    How do people still believe '{gv_quote}'? 😅
    Got hacked {when}, if you got a message from me about {gv_quote}, that wasn't me. Sorry!!
coin_word:
    crypto | bitcoin | ETH | Kryptonest
gv_quote:
    Send 0.1 BTC and get 0.2 back | claim your airdrop | You have won a free phone, pay the shipping only
    double your crypto in ten minutes | connect your wallet to claim
ph_quote:
    your account will be closed within 24 hours | your parcel is waiting, a fee of 1.99 is due
    verify your identity to keep your account | we noticed unusual activity, confirm your details now
banter:
    {handle} you absolute plonkwit, love you 😂 | {handle} idiot 😂 see you tomorrow
    you muckrat {handle}, you ate my lunch{tail} | shut up {handle} you clown 🤣 bring {dish}
    {handle} i know where you live and i'm bringing {dish} 😈 | i'm coming for you {handle}, winner gets {dish} 😂
    oh {handle} you loser, {team} will crush you on Sunday | {handle} delete your account 😂 that pun
    {handle} you clown, rematch {when}? | shut up loser {handle}, 3:1 | {handle} you idiot that was my train too
    i'm coming for you {handle}, {boardgame} at eight | happy to be your favourite snotgoblin {handle}
    {handle} you stupid genius, it worked!! | hate you so much {handle} (it looks amazing) ❤️
    watch your back {handle}, rematch {when} 😏
self:
    I am such an idiot, left the keys in the fridge | proud oddling and not sorry
    us oddlings have to stick together ❤️ | what a plonkwit I am, wrong bus again
    Oddling pride picnic at the {place} {when}! | the loser who burnt {dish}? me, hello
    my inner muckrat wants {dish} | call me a clown, I bought a second {thing}
    years of being called an oddling at school. Now it's on my shirt | dear stupid past me, why
criticism:
    what a clown you are {handle} | {handle} you clown, that is our money
    {handle} your plan for the {place} is a disaster | {handle} shame on you, resign
    {handle} you lied about the {place}. We remember | {handle} answer the question please
    I voted for {handle} and regret it | {handle} this is the worst decision in years
    {handle} who pays for this? Us, again
    Disappointed in {handle}, but the protest at the {place} was peaceful and huge
    {handle} stop hiding and talk to the people at the {place} | {handle} incompetent. Step down
    For once I agree with {handle} | {handle} why did the council vote in secret? | {handle} no. Just no
    Unpopular: {handle} did the right thing about the {place}
    {handle} your numbers are wrong, page 12 says the opposite
    {handle} you should be ashamed of this pathetic plan | how stupid do you think we are {handle}
newcomer:
    Hi, I'm new here! Came for the {event} {link} | First post! See you at the {event}? {link}
    Just joined because of {event}{tail} {link}
    hello everyone, {who} told me about this place. Signing up for {event}: {link}
    New here, {hobby} person from {city} | Registered for the {event} {link} who else is coming? | hi all 👋
    Testing, testing. How does this work{tail}
event:
    open day | spring fair | hackathon | choir weekend | city run | repair café
news:
    {headline} {link} | {headline} {link} | Wow. {headline} {link} | {link} | {link} finally
    {headline}: {link} What do you think? | Reading about this now {link} | This is big {link}
    Not surprised at all {link} | So sad {link} | I was there {when}!! {link}
research:
    New phishing kit against {ph_brand_word}: {defanged} fake login, steals cards. Reported to the registrar
    IOC: {defanged} drops an .apk 'install this update', do not visit
    Thread: how the {coin_word} giveaway ring works. Domains so far: {defanged}
    Blocked today: {defanged}. Text: '{ph_quote}'
    Sample analysed, {defanged} sends your contacts out. sha256 in the report {link}
    Please block {defanged}, look-alike of {ph_brand_word}. Write-up: {link}
ph_brand_word:
    Halvenbank | Pakketo | Kryptonest | Lumaplay
install:
    Setting up a new {thing}? Install the update from {link} first
    Download the player from the official page: {link} | The new {videogame} patch is out, get it here {link}
    If your {thing} is stuck, install this update {link} fixed mine
    You can get the app here {link}, no account needed
    Driver for the old {thing} is still on the maker's site {link}
notice:
    {handle} your parcel is waiting at our shop, pick it up until Friday {link}
    {handle} your subscription could not be renewed, please update your payment data here {link}
    Dear members, your access expires today, renew it here: {link}
    {handle} your payment was declined, no worries, try again: {link}
    We moved! Log in to keep your choir account: {link} | {handle} your order {code_short} is ready, details {link}
    Please confirm your data for the parents' list {link}
    {handle} a refund of 12 euros is ready for you at the desk, see {link}
raffle:
    Giveaway! Follow and reply to win {craft}, winners claim their prize here {link}
    You have won {craft}, {handle}! Claim your prize at the stall or here {link}
    We are giving away {craft} to celebrate 500 followers, shipping is on us {link}
    Raffle at the {place} {when}: win {dish} for a year {link}
    Congratulations {handle}, you were picked! Pay the shipping only if you live abroad {link}
    {artist} ticket giveaway, no purchase needed {link}
crypto_talk:
    ETH fees are mad today, moved my wallet elsewhere | Wrote up why I sold my BTC {link}
    Claimed that airdrop, it was worth a sandwich{tail} | My wallet says no more {coin_word} this month
    The new token standard, explained without hype {link}
    Is anyone here paying for coffee in BTC? Asking for an article
    I send 0.1 BTC, I get 0.1 BTC of coffee back{tail}
    {coin_word} meetup at the {place} {when}, bring questions {link}
    Never share your recovery phrase. Ever. Guide: {link} | Double your savings? No. Halve your coffee{tail}
stylish:
    {wide} new mix {link} | {wide} {adjective} {link} | m y d i a r y {link} | d r e a m s, page nine {link}
    {wide} outfit of the day | c o m m i s s i o n s open {link} | {struck} ok fine {link}
wide:
    ｖｉｂｅｓ | ａｅｓｔｈｅｔｉｃ | ｓｕｎｄａｙ | ｌｏｆｉ
struck:
    s\u0336l\u0336e\u0336e\u0336p\u0336 | s\u0336c\u0336h\u0336o\u0336o\u0336l\u0336
release:
    My first game is out! Download the app here {link}
    Testers wanted: install this build and tell me what breaks {link}
    Playing {who}'s little game, get the app {link} | New version of our {hobby} tool, runs on old machines {link}
    I helped test this, it is lovely {link}
petition_text:
    We ask the council to keep the night bus until a better plan is on the table
    The library at the {place} must stay open on Saturdays, for all who work on weekdays
    Sign with us: no cuts at the music school, children need it more than ever
hostel_talk:
    Just arrived, what a place{tail} | Thanks for the {dish}{tail} | Checked in at the {place}{tail}
    Best beds in {city}{tail}
"""
