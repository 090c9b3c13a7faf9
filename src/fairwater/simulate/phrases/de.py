"""German phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {essen} | {essen} | {wetter} | {sport} | {arbeit} | {tier} | {garten} | {reise} | {technik} | {frage} | {kurz}
    {ort_post}
tail:
    ∅ | ∅ | . | ! | ·😊 | ·😅 | ·😂 | ... | ·❤️ | ·🙈
wann:
    heute früh | gestern Abend | am Wochenende | nach der Arbeit | im Bus | beim Frühstück | letzte Nacht
    am Sonntag
wer:
    Oma | mein Nachbar | meine Schwester | der Hausmeister | mein Chef | die halbe Straße | mein Mitbewohner
    die Kleine
gericht:
    Linsensuppe | Pflaumenkuchen | Kartoffelsalat | Käsespätzle | Pfannkuchen | Brot | Apfelstrudel | Pilzrisotto
urteil:
    viel zu salzig | richtig gut | ein bisschen verbrannt | in fünf Minuten weg | besser als bei Mama
    nichts für schwache Nerven
essen:
    {wann} {gericht} gemacht, {urteil}{tail} | {wer} hat {gericht} mitgebracht{tail} {urteil}
    Hat jemand ein Rezept für {gericht} ohne Ei? | {gericht} oder {gericht}? Ich kann mich nicht entscheiden
    Zum ersten Mal {gericht} versucht, wünscht mir Glück{tail}
wetter:
    Schon wieder Regen{tail} | Nebel über der Altstadt {wann}{tail} | Sonne! {wer} sitzt schon draußen{tail}
    Die App sagt Schnee, ich glaube ihr nichts mehr{tail}
mannschaft:
    die Reiher | Eintracht Nordtor | der TSV Salzwiese | unsere Mädels | die Füchse
sport:
    {mannschaft} haben {wann} endlich gewonnen{tail} | Wer fährt am Samstag zu {gegner}?
    Acht Kilometer gelaufen {wann}, jetzt {gericht}{tail} | Diese zweite Halbzeit war ein Verbrechen{tail}
gegner:
    den Reihern | Nordtor | Salzwiese | den Füchsen
arbeit:
    Die dritte Besprechung {wann}, die eine Mail hätte sein können{tail} | Neue Stelle ab Montag{tail}
    Der Drucker hat wieder gewonnen{tail}
    {wer} sagt 'kurze Frage' und zwei Stunden später bauen wir alles um{tail}
vieh:
    Der Kater | Unser Hund | Das Kaninchen | Die alte Katze | Der Papagei | Ein Igel
tier:
    {vieh} hat {gericht} vom Tisch geklaut{tail} | {vieh} schläft auf meiner Tastatur{tail}
    {vieh} hat Angst vor dem Staubsauger{tail} | Wer hat {wann} unseren Kater gesehen?
pflanze:
    Tomaten | Bohnen | Rosen | Zucchini | Radieschen | Sonnenblumen
garten:
    Schnecken 1, {pflanze} 0{tail} | Die {pflanze} kommen{tail} | Tausche {pflanze} gegen {pflanze}, nur Abholung
    {wer} hat uns wieder {pflanze} geschenkt{tail}
stadt:
    Graz | Gent | Leipzig | Triest | Bergen | Porto | Basel | Krakau
reise:
    Zwei Tage {stadt}, wo sollen wir essen? | Zug nach {stadt} fällt aus{tail}
    {stadt} {wann}: Füße kaputt, Herz voll{tail} | Koffer irgendwo zwischen {stadt} und {stadt}{tail}
technik:
    Mein {geraet} hat sich {wann} aktualisiert und nichts geht mehr{tail} | Welchen {geraet} würdet ihr nehmen?
    Ist das Netz bei euch auch weg? | Musste mein Konto bei der Bank zweimal bestätigen{tail}
geraet:
    Router | Laptop | Drucker | Kopfhörer | Wecker | Staubsauger
frage:
    Was kocht ihr heute? | Hat der Markt am Feiertag auf? | Wie bekommt man Rotwein aus dem Teppich?
    Wer kommt {wann} mit an den See? | Wie lange hält sich {gericht} im Kühlschrank?
ort_post:
    Der Rat will die Brücke sperren, Sitzung am Dienstag{tail} | Neuer Radweg am Bahnhof, endlich{tail}
    Flohmarkt {wann}, {geraet} für fast nichts gefunden{tail} | Wer hat die Straße schon wieder aufgerissen?
kurz:
    Guten Morgen{tail} | Gute Nacht zusammen{tail} | Erst Kaffee{tail} | Ist schon Freitag?
    Müde, aber glücklich{tail} | {wer} lässt grüßen{tail} | Nie wieder{tail} | Feierabend{tail}
reply:
    Genau so{tail} | Sehe ich anders, aber gut erklärt | Bei uns auch{tail} | Gute Besserung{tail} | Wo war das?
    Echt jetzt? | Danke fürs Teilen{tail} | Glückwunsch{tail} | {wer} macht das genauso{tail}
    Kannst du das Rezept schicken? | Quelle? | Nein danke{tail} | Schön{tail} | 😂
    Vorsicht, da würde ich nachfragen
bio:
    {stadt}. {gericht}. Meinung meine | Lehrerin, {pflanze}, Chor | Nur zum Lesen hier | Fan von {gegner} | ∅
share:
    Lesenswert: {link} | {link} spannend{tail} | Rezept für {gericht}: {link} | Karten gibt es hier {link}
    Neuer Beitrag in meinem Blog {link} | {wer} schickt mir das {link}{tail} | Wir stellen ein: {link}
    Diese Woche 20% auf alles {link}
birthday:
    Alles Gute zum Geburtstag {handle}! 🎂 | Herzlichen Glückwunsch {handle} 🎉 | Alles Liebe {handle}{tail}
message:
    Bleibt es bei {wann}? | Bringst du {gericht} mit? | Hier der Link {link} | Danke für gestern{tail}
    Bin gleich da | ok{tail} | Überweise dir das Geld, wie ist deine IBAN?
giveaway:
    {gv_anfang} {gv_bitte} {link} | {gv_anfang} {gv_bitte} {wallet} | {gv_anfang} {link} {gv_eile}
    {gv_beweis} {link} | {gv_beweis} {gv_bitte} {link} | {gv_anfang} {gv_eile} {gv_bitte} {link}
gv_anfang:
    🎁 Großes Gewinnspiel 🎁 | Du hast gewonnen! | Zum Dank an die Gemeinschaft: | {coin} Aktion nur heute:
    Glückwunsch, du wurdest ausgewählt | Kryptonest verschenkt 5000 {coin}
coin:
    BTC | ETH | Krypto | SOLR | NestCoin
gv_bitte:
    Sende 0,1 {coin} und erhalte 0,2 zurück | Verdopple dein {coin} in zehn Minuten | Nur die Versandkosten zahlen
    Wallet verbinden und abholen | Hol dir deinen Gewinn | Jede Einzahlung wird verdoppelt
gv_eile:
    Nur heute! | Nur noch 200 Plätze | Endet in 2 Stunden ⏳ | Schnell sein lohnt sich
gv_beweis:
    Habe es nicht geglaubt, aber 0,4 {coin} zurückbekommen! | Gerade ausgezahlt, es klappt wirklich 🙏
    Meine Miete ist bezahlt, danke!!
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_alarm} {ph_bitte} {link} | {ph_marke}: {ph_alarm} {link} | {ph_alarm} {link}
    Sehr geehrter Kunde, {ph_alarm} {ph_bitte} {link} | {ph_weich} {link}
ph_marke:
    Halvenbank | Pakketo | Kryptonest | Kundendienst
ph_alarm:
    Ihr Konto wird in 24 Stunden gesperrt. | Ihr Paket wartet, 1,99 € Zoll sind offen.
    ungewöhnliche Anmeldung in Ihrem Konto. | Ihre Zahlung wurde abgelehnt. | Ihr Zugang läuft heute ab.
ph_bitte:
    Bestätigen Sie Ihre Daten: | Jetzt anmelden: | Bitte hier freischalten | Neue Zustellung planen:
ph_weich:
    bist du das in dem Video? | deine Rechnung {code_short} | kannst du für meine Tochter abstimmen?
insult:
    {handle} du {ins_wort} | niemand will dich hier {handle} | {handle} hau endlich ab
    {handle} lösch dein Konto, {ins_wort} | halt die klappe {handle} | {handle} alle lachen über dich
ins_wort:
    Plonkwit | Rotzgnom | Schlammhirn | Versager | Idiot | Clown | Matschbirne
threat:
    {handle} ich weiß wo du wohnst | wir finden dich {handle} | {handle} pass bloß auf
    wir sehen uns nach der arbeit {handle}
malware:
    Update installieren: {link} | Dein Player ist veraltet. {link} | Neue Version hier laden {link}
    Lumaplay Premium gratis {link}
charity:
    Bitte helft: {ch_zweck} {link} | Jede Spende wird bis Sonntag verdoppelt! {ch_zweck} {link}
    Habe gerade für {ch_zweck} gespendet, macht mit {link} | Auch 5€ helfen: {ch_zweck} {link} ❤️
ch_zweck:
    das Kinderhospiz | die Flutopfer | das Tierheim | die Tafel
warn:
    Vorsicht, Betrug: "{ph_zitat}" nicht klicken! | Meine Mutter bekam heute '{ph_zitat}'. Bitte warnt eure Eltern
    '{gv_zitat}', fällt da noch jemand drauf rein? | Wurde gehackt, die Nachricht '{gv_zitat}' war nicht von mir
ph_zitat:
    Ihr Konto wird in 24 Stunden gesperrt | Ihr Paket wartet, 1,99 € Zoll sind offen
gv_zitat:
    Sende 0,1 BTC und erhalte 0,2 zurück | Verdopple dein Krypto
banter:
    {handle} du Matschbirne, hab dich lieb 😂 | {handle} du Idiot 😂 bis morgen
    ich weiß wo du wohnst {handle}, bringe {gericht} mit 😈
criticism:
    {handle} treten Sie zurück | {handle} Ihr Plan für den Bahnhof ist eine Katastrophe
    {handle} wer zahlt das? Wieder wir | {handle} beantworten Sie die Frage | Diesmal hat {handle} recht
newcomer:
    Hallo, ich bin neu hier! Wegen {link} | Erster Beitrag! Wer kommt noch? {link} | Hallo zusammen 👋
news:
    {headline} {link} | {link} | Unfassbar. {headline} {link} | Überrascht mich nicht {link}
"""
