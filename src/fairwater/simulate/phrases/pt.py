"""Portuguese phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {comida} | {comida} | {tempo} | {jogo} | {trabalho} | {bicho} | {viagem} | {pergunta} | {curto} | {bairro}
tail:
    ∅ | ∅ | . | ! | ·😊 | ·😅 | ·kkk | ·😂 | ... | ·❤️
quando:
    hoje cedo | ontem à noite | no fim de semana | depois do trabalho | no ônibus | no café da manhã | no domingo
quem:
    a vó | meu vizinho | minha irmã | o porteiro | minha chefe | meia rua | a pequena
prato:
    feijão | bolo de fubá | pão caseiro | sopa de lentilha | coxinha | arroz com cogumelos | torta de maçã
nota:
    salgado demais | bom demais | meio queimado | acabou em cinco minutos | melhor que na foto
comida:
    Fiz {prato} {quando}, {nota}{tail} | {quem} trouxe {prato}{tail} {nota} | Alguém tem receita de {prato} sem ovo?
    {prato} ou {prato}? Não decido | Primeira vez fazendo {prato}, torçam por mim{tail}
tempo:
    Chuva de novo{tail} | Neblina no porto {quando}{tail} | Sol! {quem} já está na rua{tail}
time:
    as Garças | o Porto Norte | os Lobos | nossas meninas
jogo:
    Até que enfim {time} ganhou {quando}{tail} | Quem vai ver {time} no sábado?
    Oito quilômetros {quando}, agora {prato}{tail}
trabalho:
    Terceira reunião {quando} que podia ser um e-mail{tail} | Emprego novo na segunda{tail}
    A impressora venceu de novo{tail}
animal:
    O gato | Nosso cachorro | O coelho | A gata velha | O papagaio
bicho:
    {animal} roubou {prato} da mesa{tail} | {animal} dorme no meu teclado{tail}
    {animal} tem medo do aspirador{tail}
cidade:
    Porto | Curitiba | Recife | Braga | Évora | Olinda
viagem:
    Dois dias em {cidade}, onde comer? | Ônibus para {cidade} atrasou{tail}
    {cidade} {quando}: pé cansado, coração cheio{tail}
pergunta:
    O que vão jantar hoje? | A feira abre na segunda? | Quem vem ao lago {quando}?
    Quanto tempo dura {prato} na geladeira? | Caiu a internet de vocês também?
bairro:
    A prefeitura quer fechar a ponte, reunião terça{tail} | Ciclovia na estação, finalmente{tail}
    O banco me fez confirmar a conta duas vezes{tail}
curto:
    Bom dia{tail} | Boa noite{tail} | Café primeiro{tail} | Já é sexta? | Cansada mas feliz{tail}
    {quem} manda um abraço{tail} | Nunca mais{tail}
reply:
    Total{tail} | Discordo, mas bem dito | Aqui também{tail} | Força{tail} | Onde foi? | Sério? | Valeu{tail}
    Parabéns{tail} | {quem} faz igual{tail} | Manda a receita? | Fonte? | Não, obrigado{tail} | Lindo{tail} | 😂
bio:
    {cidade}, {prato} e só | Prof de dia | Só leio | ∅
share:
    Vale ler: {link} | {link} interessante{tail} | A receita: {link} | Ingressos aqui {link}
    Texto novo no blog {link} | {quem} me mandou isso {link}{tail} | 20% de desconto essa semana {link}
birthday:
    Feliz aniversário {handle}! 🎂 | Parabéns {handle} 🎉
message:
    Tá de pé {quando}? | Traz {prato}? | O link {link} | Obrigada por ontem{tail} | Chego já | ok{tail}
    Te pago, qual seu pix?
giveaway:
    {gv_inicio} {gv_pede} {link} | {gv_inicio} {gv_pede} {wallet} | {gv_inicio} {link} {gv_pressa}
    {gv_prova} {link}
gv_inicio:
    🎁 MEGA SORTEIO 🎁 | Você ganhou! | Para agradecer a comunidade: | Evento {coin} só hoje:
coin:
    BTC | ETH | cripto | SOLR
gv_pede:
    Envie 0,1 {coin} e receba 0,2 | Dobre seus {coin} em dez minutos | Pague só o frete | Conecte sua carteira
    Resgate seu prêmio
gv_pressa:
    Restam 200 vagas | Acaba em 2 horas ⏳ | Corre!
gv_prova:
    Não acreditei e recebi 0,4 {coin} | Acabei de receber, funciona 🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_alarme} {ph_pede} {link} | {ph_marca}: {ph_alarme} {link} | {ph_alarme} {link}
ph_marca:
    Halvenbank | Pakketo | Kryptonest
ph_alarme:
    sua conta será encerrada em 24 horas. | sua encomenda aguarda, taxa de 1,99. | acesso incomum à sua conta.
    seu pagamento foi recusado.
ph_pede:
    Confirme seus dados: | Faça login: | Reative aqui
insult:
    {handle} seu {ins_palavra} | ninguém te quer aqui {handle} | {handle} some daqui
    {handle} apaga tua conta, {ins_palavra} | cala a boca {handle}
ins_palavra:
    plonquinho | cabeça de lama | palhaço | inútil | idiota
threat:
    {handle} sei onde você mora | vamos te achar {handle}
malware:
    Instale esta atualização: {link} | Seu player está velho. {link}
charity:
    Ajudem: {ch_causa} {link} | Cada doação dobra até domingo! {ch_causa} {link}
    Doei para {ch_causa}, doem também {link}
ch_causa:
    o hospital infantil | as famílias da enchente | o abrigo dos bichos
warn:
    Cuidado, golpe: "{ph_cita}" não cliquem! | Minha mãe recebeu "{ph_cita}". Avisem os pais
    Quem ainda cai em "{gv_cita}"?
ph_cita:
    sua conta será encerrada em 24 horas | sua encomenda aguarda, taxa de 1,99
gv_cita:
    Envie 0,1 BTC e receba 0,2 | Dobre seus cripto
banter:
    {handle} seu palhaço, te amo 😂 | {handle} idiota 😂 até amanhã
criticism:
    {handle} renuncie | {handle} seu plano para a estação é um desastre | {handle} quem paga? Nós
    Dessa vez {handle} acertou
newcomer:
    Oi, sou nova aqui! Vim pelo {link} | Primeiro post! Quem vai? {link} | Oi gente 👋
news:
    {headline} {link} | {link} | Inacreditável. {headline} {link}
"""
