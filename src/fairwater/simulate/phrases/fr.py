"""French phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {repas} | {repas} | {meteo} | {match} | {boulot} | {bete} | {jardin} | {voyage} | {question} | {court}
    {ville_post}
tail:
    ∅ | ∅ | . | ·! | ·😊 | ·😅 | ·😂 | ... | ·❤️ | ·🎉
quand:
    ce matin | hier soir | ce week-end | après le travail | dans le bus | au petit déjeuner | cette nuit | dimanche
qui:
    mamie | mon voisin | ma sœur | le gardien | ma cheffe | toute la rue | mon coloc | la petite
plat:
    une soupe de lentilles | une tarte aux prunes | des crêpes | un gratin | du pain | un risotto aux champignons
    une quiche | des beignets
avis:
    trop salé | vraiment bon | un peu brûlé | fini en cinq minutes | meilleur que chez maman | à refaire
repas:
    J'ai fait {plat} {quand}, {avis}{tail} | {qui} a apporté {plat}{tail} {avis}
    Une recette pour {plat} sans œufs ? | Ce soir {plat} ou {plat} ?
    Première fois que je tente {plat}, souhaitez-moi bonne chance{tail}
meteo:
    Encore la pluie{tail} | Du brouillard sur le port {quand}{tail} | Enfin du soleil, {qui} est déjà dehors{tail}
    L'appli dit neige, je n'y crois plus{tail}
equipe:
    les Hérons | Saint-Port | les Renards | nos filles | le FC Marais
match:
    {equipe} ont enfin gagné {quand}{tail} | Qui va voir {equipe} samedi ?
    Huit kilomètres {quand}, maintenant {plat}{tail} | Quelle deuxième mi-temps{tail}
boulot:
    Troisième réunion {quand} qui aurait pu être un mail{tail} | Nouveau poste lundi{tail}
    L'imprimante a encore gagné{tail} | {qui} a dit « petite question » et deux heures après on refait tout{tail}
animal:
    Le chat | Notre chien | Le lapin | La vieille chatte | Le perroquet | Un hérisson
bete:
    {animal} a volé {plat} sur la table{tail} | {animal} dort sur mon clavier{tail}
    {animal} a peur de l'aspirateur{tail}
plante:
    les tomates | les haricots | les roses | les courgettes | les radis
jardin:
    Limaces 1, {plante} 0{tail} | Ça y est, {plante} poussent{tail} | {qui} nous a encore donné des courgettes{tail}
ville:
    Lyon | Gand | Porto | Trieste | Bergen | Nantes | Namur
voyage:
    Deux jours à {ville}, où manger ? | Train pour {ville} supprimé{tail}
    {ville} {quand} : mal aux pieds, cœur content{tail}
question:
    Vous cuisinez quoi ce soir ? | Le marché est ouvert lundi ? | Qui vient au lac {quand} ?
    Combien de temps ça se garde, {plat} ? | Le réseau est en panne chez vous aussi ?
ville_post:
    La mairie veut fermer le pont, réunion mardi{tail} | Une piste cyclable à la gare, enfin{tail}
    Brocante {quand}, trouvé une radio pour trois fois rien{tail}
    J'ai dû confirmer mon compte deux fois pour la banque{tail}
court:
    Bonjour{tail} | Bonne nuit à tous{tail} | Café d'abord{tail} | C'est vendredi ? | Fatiguée mais contente{tail}
    {qui} vous salue{tail} | Plus jamais{tail}
reply:
    Tellement vrai{tail} | Pas d'accord, mais bien dit | Chez nous aussi{tail} | Bon courage{tail} | C'était où ?
    Sérieux ? | Merci du partage{tail} | Bravo{tail} | {qui} fait pareil{tail} | Tu m'envoies la recette ?
    Source ? | Non merci{tail} | Magnifique{tail} | 😂 | Attention, je vérifierais
bio:
    {ville}, {plat}, et le reste | Prof le jour | Juste pour lire | Avec {equipe} pour toujours | ∅
share:
    À lire : {link} | {link} intéressant{tail} | La recette : {link} | Les billets sont là {link}
    Nouvel article sur mon blog {link} | {qui} m'envoie ça {link}{tail} | On recrute : {link}
    -20% cette semaine {link}
birthday:
    Joyeux anniversaire {handle} ! 🎂 | Bon anniversaire {handle} 🎉 | Plein de bonheur {handle}{tail}
message:
    On se voit toujours {quand} ? | Tu apportes {plat} ? | Voilà le lien {link} | Merci pour hier{tail} | J'arrive
    ok{tail} | Je te rembourse, c'est quoi ton RIB ?
giveaway:
    {gv_debut} {gv_demande} {link} | {gv_debut} {gv_demande} {wallet} | {gv_debut} {link} {gv_vite}
    {gv_preuve} {link} | {gv_preuve} {gv_demande} {link}
gv_debut:
    🎁 Grand concours 🎁 | Vous avez gagné ! | Pour remercier la communauté :
    Opération {coin} aujourd'hui seulement : | Félicitations, vous êtes sélectionné
coin:
    BTC | ETH | crypto | SOLR
gv_demande:
    Envoyez 0,1 {coin} et recevez 0,2 | Doublez vos {coin} en dix minutes | Payez seulement les frais de port
    Connectez votre portefeuille | Réclamez votre prix
gv_vite:
    Plus que 200 places | Fin dans 2 heures ⏳ | Faites vite !
gv_preuve:
    Je n'y croyais pas, j'ai reçu 0,4 {coin} ! | Je viens d'être payé, ça marche 🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_alerte} {ph_demande} {link} | {ph_marque} : {ph_alerte} {link} | {ph_alerte} {link}
    Cher client, {ph_alerte} {ph_demande} {link}
ph_marque:
    Halvenbank | Pakketo | Kryptonest | Service client
ph_alerte:
    votre compte sera fermé dans 24 heures. | votre colis attend, 1,99 € à régler.
    connexion inhabituelle à votre compte. | votre paiement a été refusé. | un remboursement vous attend.
ph_demande:
    Confirmez vos données : | Connectez-vous : | Merci de réactiver ici | Choisir une nouvelle livraison :
insult:
    {handle} espèce de {ins_mot} | personne ne veut de toi ici {handle} | {handle} dégage
    {handle} supprime ton compte, {ins_mot} | ta gueule {handle} | {handle} tout le monde rit de toi
ins_mot:
    plonkouille | tête de vase | clown | minable | idiot | cervelle molle
threat:
    {handle} je sais où tu habites | on va te trouver {handle} | {handle} fais gaffe à toi
malware:
    Installez cette mise à jour : {link} | Votre lecteur est trop vieux. {link} | Télécharge le correctif ici {link}
charity:
    Aidez-nous : {ch_cause} {link} | Chaque don est doublé jusqu'à dimanche ! {ch_cause} {link}
    Je viens de donner pour {ch_cause}, faites pareil {link} | Même 5€ aident : {ch_cause} {link} ❤️
ch_cause:
    l'hôpital des enfants | les sinistrés | le refuge | la banque alimentaire
warn:
    Attention arnaque : « {ph_citation} » ne cliquez pas !
    Ma mère a reçu « {ph_citation} » ce matin. Prévenez vos parents | Qui croit encore à « {gv_citation} » ?
ph_citation:
    votre compte sera fermé dans 24 heures | votre colis attend, 1,99 € à régler
gv_citation:
    Envoyez 0,1 BTC et recevez 0,2 | Doublez vos crypto
banter:
    {handle} espèce de plonkouille, je t'adore 😂 | {handle} idiot 😂 à demain
    je sais où tu habites {handle}, j'arrive avec {plat} 😈
criticism:
    {handle} démissionnez | {handle} votre plan pour la gare est un désastre | {handle} qui paie ? Encore nous
    {handle} répondez à la question | Pour une fois {handle} a raison
newcomer:
    Bonjour, nouvelle ici ! Venue pour {link} | Premier message ! Qui vient ? {link} | Salut tout le monde 👋
news:
    {headline} {link} | {link} | Incroyable. {headline} {link} | Pas étonné {link}
"""
