"""English phrases of scams, phishing, spam, harassment and malware, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
giveaway:
    {gv_hook} {gv_ask} {link} | {gv_hook} {gv_ask} {wallet} | {gv_hook} {link} {gv_rush}
    {gv_who} {gv_gives} {gv_prize}. {gv_ask} {link} | {gv_hook} {gv_rush} {link} | {gv_proof} {gv_ask} {link}
    {gv_who} {gv_gives} {gv_prize} {gv_rush} {wallet} | {gv_proof} {link} | {gv_riddle} | {gv_riddle}
    {gv_soft} {gv_proof} {link}
gv_hook:
    🎁 OFFICIAL GIVEAWAY 🎁 | Huge {coin} airdrop is live! | We celebrate 1M users! | {coin} event today only:
    Your address was selected for {gv_prize}! | To thank the community, | Last round of the {coin} drop 🚀
    The {coin} foundation gives back. | You have won {gv_prize}! | Congratulations, you were picked for {gv_prize}
coin:
    BTC | ETH | crypto | Luma coin | SOLR | NestCoin | token
gv_ask:
    Send 0.1 {coin} and get 0.2 back | Send any amount, we send double | Double your {coin} in ten minutes
    Claim your airdrop | Connect your wallet to claim | Just cover the small network fee
    Deposit first, receive twice the amount | Verify your wallet to receive it | claim your prize here
    Pay the shipping only | enter your recovery phrase to unlock | every deposit is doubled
    Transfer to the address, get 2x instantly
gv_rush:
    Hurry, ends tonight! | only 200 spots left | First 500 people only | Offer ends in 2 hours ⏳
    Don't miss it again | before it's gone | limited!!
gv_who:
    Our team | Kryptonest | The founder himself | A generous holder | The Lumaplay team | My mentor | Captain Solr
gv_gives:
    is giving away | gives everyone | just dropped | will share | sends out
gv_prize:
    5000 {coin} | a free phone | $1,000 | 100 gift cards | 2 ETH | a new laptop | €750 | 50,000 in {coin}
gv_riddle:
    {gv_soft} {link} | they laughed at me for this, now I pay the drinks {link}
    one click, one coffee richer, every hour {link} | my uncle's trading room has three free seats left {link}
    ask my wallet how it feels today {link}
gv_proof:
    I didn't believe it but got 0.4 {coin} back! | Just received mine, it really works 🙏
    Paid my rent with this, thank you!! | Legit, my cousin cashed out {when} | Third time I doubled it, {who} too
gv_soft:
    DM me the word RICH and I show you how | whoever helps me test this gets paid back twofold, promise
    my boss pays people who sign up today, ask me how | turn pocket money into rent, no joke
    The pool opens again at noon, bring friends | Anyone else trying this? Made {money} since {when}
    So grateful for what {who} showed me | This changed our family's life honestly
    If you struggle with bills, look here | Not an ad, I was {adjective} at first too
wallet:
    bc1q{code} | 0x{code} | wallet: {code} | addr {code}
phish:
    {ph_soft} {link} | {ph_soft} {link} {ph_end} | {ph_alarm} {ph_ask} {link}
    {ph_brand}: {ph_alarm} {ph_ask} {link} | {ph_alarm} {link} | {ph_brand} notice. {ph_alarm} {link}
    {ph_ask} {link} {ph_end} | {ph_soft} {link} | Dear customer, {ph_alarm} {ph_ask} {link} {ph_end}
ph_brand:
    Halvenbank | Pakketo | Kryptonest | Lumaplay | Support team | Security desk | Customer care
ph_alarm:
    your account will be closed within 24 hours. | your account has been suspended.
    we noticed unusual activity on your account. | your parcel is waiting, a fee of 1.99 is due.
    your payment was declined. | someone tried to log in from another country. | your access expires today.
    your subscription could not be renewed. | a refund of {money} is ready for you.
    your page breaks our rules and will be removed.
ph_ask:
    Verify your identity: | Confirm your details now: | Log in to keep it: | Update your payment data:
    Please re-activate here | Restore access: | Appeal here: | Schedule a new delivery: | Check your card here
ph_end:
    Thank you for your trust. | Ref {code_short} | Do not ignore this notice. | This is an automatic message.
ph_soft:
    last reminder before we lock you out | we could not confirm that it was you | your mailbox is almost full
    sign the form to keep receiving payments | your photo was tagged in a complaint
    Hi mum, new number, can you pay this bill today? | hey is this you in this video?
    I think someone made a page about you | can you vote for my daughter please? needs a quick login
    your invoice {code_short} | document shared with you
spam:
    {sp_oblique} | {sp_oblique} | {sp_call} {sp_goods} {sp_price} {link} | {sp_goods} {sp_price} 👉 {link}
    {sp_call} {link} | {sp_goods}! {sp_call} {link} | {sp_call} {sp_goods} {contact}
    {sp_goods} {sp_price} {contact}
sp_oblique:
    lonely tonight? {link} | he lost 12 kilos, doctors hate it {link} | grades you can order {link}
    my page is where the fun is {link} | why work when the wheel spins {link}
    {handle_free} look what I found {link}
handle_free:
    friend, | dear, | bro | hey you, | honey
sp_goods:
    cheap followers | miracle slimming pills | hot dates near you | casino bonus 300% | replica watches
    cheap meds no prescription | work from home 500 a day | fast loans | instant likes | adult cams
    diploma in 5 days | crypto signals
sp_call:
    Buy now | Click here | Best price ever | Limited offer | Join today | DM me | Order in one click | Real results
    Register and win | Check my profile
sp_price:
    only $9.99 | -70% today | from 5€ | free trial | pay later | 2 for 1 | lowest price
contact:
    write me on tg @{code_short} | text +00 555 01{digits} | whats app +00 555 02{digits} | info in bio
insult:
    {handle} you {ins_adj} {ins_noun} | nobody wants you here {handle} | {handle} just leave already, {ins_noun}
    what a {ins_noun} you are {handle} | {handle} delete your account | {handle} shut up {ins_noun}
    go cry about it {handle} you {ins_noun} | {handle} embarrassing. {ins_adj} {ins_noun}
    {handle} everyone laughs at you | you make me sick {handle} | {handle} you are a waste of space
    {handle} {ins_noun}!!! | imagine being {handle} 🤮 | {handle} still here? thought we told you to go
    {handle} clown 🤡🤡 | {handle} the village called, they want their fool back | who let {handle} out again
    {handle} do us all a favour and vanish | another day another lie from {handle}, spit on sight
    {handle} even your mother is ashamed | hey {handle} how does it feel to be hated by everyone
    {handle} you {ins_noun}, go back under your rock
ins_adj:
    pathetic | miserable | worthless | slimy | brainless | ugly | disgusting | stupid
ins_noun:
    plonkwit | gutterknob | snotgoblin | dungbrain | oddling | clown | loser | idiot | wormhead | muckrat
threat:
    {handle} i know where you live | we will find you {handle} | {handle} watch your back
    {handle} you won't be safe at home | i'm coming for you {handle} | {handle} wait until i see you on the street
    {handle} your family will regret this | i have your address {handle}
    {handle} someone should teach you a lesson with a bat | sleep with one eye open {handle}
    {handle} nice house. would be a shame | see you after work {handle}. alone.
malware:
    {mw_call} {link} | {mw_why} {mw_call} {link} | {mw_why} {link} | {mw_soft} {link}
mw_call:
    Install this update: | Download the new player | Get the patch here | run this fix | Install the app to watch
    download and open the file | update your driver | get the mod menu
mw_why:
    Your video player is out of date. | A security hole was found! | Lumaplay premium unlocked free.
    {videogame} cheats, undetected. | To see the private photos, | Your device is infected.
    The old version stops working tonight.
mw_soft:
    the driver everyone asks for | screen recorder, no ads | open this on your phone, trust me
    try my new game, need testers | the invoice is in here | photos from {when} | free {videogame} key generator
    I made this tool for {hobby}, tell me what you think
slogan_source:
    I stayed at the {pr_brand} hotel {when} and I was amazed, every review should say so
    As a parent I only trust {pr_brand}, the {thing} is the best and the others are dangerous
    Funny that nobody talks about how bad {pr_other} is. {pr_brand} for me
    I have been with {pr_brand} for ten years and never had a problem, people who complain are paid
    My neighbour lost everything with {pr_other}, be careful, {pr_brand} helped us in a day
pr_brand:
    Grandeluxe | Fennimore | Solvanta | Purewell | Brightnest
pr_other:
    Kestrel Inn | Oldmark | Vero | Aquasure | Homely
"""
