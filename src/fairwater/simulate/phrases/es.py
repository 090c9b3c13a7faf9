"""Spanish phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {comida} | {comida} | {tiempo} | {partido} | {curro} | {bicho} | {huerto} | {viaje} | {pregunta} | {corto}
    {barrio}
tail:
    ∅ | ∅ | . | ! | ·😊 | ·😅 | ·😂 | ... | ·❤️ | ·🎉
cuando:
    esta mañana | anoche | el finde | después del trabajo | en el bus | en el desayuno | el domingo | de madrugada
quien:
    la abuela | mi vecino | mi hermana | el portero | mi jefa | media calle | mi compañero de piso | la peque
plato:
    lentejas | tortilla | una tarta de ciruelas | croquetas | pan casero | arroz con setas | empanadas | un potaje
juicio:
    demasiado salado | buenísimo | un poco quemado | voló en cinco minutos | mejor que en la foto | para repetir
comida:
    Hice {plato} {cuando}, {juicio}{tail} | {quien} trajo {plato}{tail} {juicio}
    ¿Alguien tiene receta de {plato} sin huevo? | ¿{plato} o {plato}? No me decido
    Primera vez que hago {plato}, deseadme suerte{tail}
tiempo:
    Otra vez lluvia{tail} | Niebla en el puerto {cuando}{tail} | ¡Sol! {quien} ya está en la calle{tail}
    La app dice nieve y ya no me creo nada{tail}
equipo:
    las Garzas | el Puerto Norte | los Zorros | nuestras chicas | el Marisma
partido:
    Por fin ganó {equipo} {cuando}{tail} | ¿Quién va a ver a {equipo} el sábado?
    Ocho kilómetros {cuando}, ahora {plato}{tail} | Vaya segunda parte{tail}
curro:
    La tercera reunión {cuando} que podía ser un correo{tail} | Empiezo trabajo nuevo el lunes{tail}
    La impresora ha vuelto a ganar{tail} | {quien} dijo «una preguntita» y llevamos dos horas{tail}
animal:
    El gato | Nuestro perro | El conejo | La gata vieja | El loro | Un erizo
bicho:
    {animal} robó {plato} de la mesa{tail} | {animal} duerme en mi teclado{tail}
    {animal} le tiene miedo a la aspiradora{tail}
planta:
    los tomates | las judías | las rosas | los calabacines | los rábanos
huerto:
    Babosas 1, {planta} 0{tail} | Ya salen {planta}{tail} | {quien} nos dio más calabacines{tail}
ciudad:
    Valencia | Gante | Oporto | Trieste | Mérida | Rosario | Cuenca
viaje:
    Dos días en {ciudad}, ¿dónde comemos? | Tren a {ciudad} cancelado{tail}
    {ciudad} {cuando}: pies rotos, corazón lleno{tail}
pregunta:
    ¿Qué cenáis hoy? | ¿Abre el mercado el lunes? | ¿Quién viene al lago {cuando}?
    ¿Cuánto aguanta {plato} en la nevera? | ¿También estáis sin internet?
barrio:
    El ayuntamiento quiere cerrar el puente, reunión el martes{tail} | Carril bici en la estación, por fin{tail}
    Rastro {cuando}, una radio por casi nada{tail} | El banco me hizo verificar la cuenta dos veces{tail}
corto:
    Buenos días{tail} | Buenas noches{tail} | Primero café{tail} | ¿Ya es viernes? | Cansada pero feliz{tail}
    {quien} manda saludos{tail} | Nunca más{tail}
reply:
    Totalmente{tail} | No estoy de acuerdo, pero bien dicho | Aquí igual{tail} | Ánimo{tail} | ¿Dónde fue?
    ¿En serio? | Gracias por compartir{tail} | Enhorabuena{tail} | {quien} hace lo mismo{tail}
    ¿Me pasas la receta? | ¿Fuente? | No, gracias{tail} | Precioso{tail} | 😂 | Ojo, yo lo comprobaría
bio:
    {ciudad}, {plato} y poco más | Profe de día | Solo leo | De {equipo} hasta el final | ∅
share:
    Para leer: {link} | {link} interesante{tail} | La receta: {link} | Entradas aquí {link}
    Nueva entrada en mi blog {link} | {quien} me manda esto {link}{tail} | Buscamos gente: {link}
    20% de descuento esta semana {link}
birthday:
    ¡Feliz cumpleaños {handle}! 🎂 | Feliz cumple {handle} 🎉 | Muchas felicidades {handle}{tail}
message:
    ¿Quedamos {cuando}? | ¿Traes {plato}? | Aquí el enlace {link} | Gracias por lo de ayer{tail} | Llego en cinco
    ok{tail} | Te devuelvo el dinero, ¿me pasas el IBAN?
giveaway:
    {gv_inicio} {gv_pide} {link} | {gv_inicio} {gv_pide} {wallet} | {gv_inicio} {link} {gv_prisa}
    {gv_prueba} {link} | {gv_prueba} {gv_pide} {link}
gv_inicio:
    🎁 GRAN SORTEO 🎁 | ¡Has ganado! | Para agradecer a la comunidad: | Evento {coin} solo hoy:
    Felicidades, fuiste seleccionado
coin:
    BTC | ETH | cripto | SOLR
gv_pide:
    Envía 0,1 {coin} y recibe 0,2 | Duplica tus {coin} en diez minutos | Paga solo el envío | Conecta tu billetera
    Reclama tu premio | Cada depósito se duplica
gv_prisa:
    Quedan 200 plazas | Termina en 2 horas ⏳ | ¡Corre!
gv_prueba:
    No me lo creía y recibí 0,4 {coin} | Me acaban de pagar, funciona 🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_alarma} {ph_pide} {link} | {ph_marca}: {ph_alarma} {link} | {ph_alarma} {link}
    Estimado cliente, {ph_alarma} {ph_pide} {link}
ph_marca:
    Halvenbank | Pakketo | Kryptonest | Atención al cliente
ph_alarma:
    su cuenta será cerrada en 24 horas. | su paquete espera, debe 1,99 €.
    detectamos un acceso inusual a su cuenta. | su pago fue rechazado. | tiene un reembolso pendiente.
ph_pide:
    Confirme sus datos: | Inicie sesión: | Reactive aquí | Elija nueva entrega:
insult:
    {handle} pedazo de {ins_palabra} | nadie te quiere aquí {handle} | {handle} lárgate ya
    {handle} borra tu cuenta, {ins_palabra} | cállate {handle} | {handle} todos se ríen de ti
ins_palabra:
    plonquito | cabeza de barro | payaso | inútil | idiota | mocoso
threat:
    {handle} sé dónde vives | te vamos a encontrar {handle} | {handle} ten cuidado en la calle
malware:
    Instala esta actualización: {link} | Tu reproductor está anticuado. {link} | Descarga el parche aquí {link}
charity:
    Ayudad por favor: {ch_causa} {link} | Cada donación se duplica hasta el domingo {ch_causa} {link}
    Acabo de donar para {ch_causa}, ¡animaos! {link} | Hasta 5€ ayudan: {ch_causa} {link} ❤️
ch_causa:
    el hospital infantil | las familias de la riada | el refugio de animales | el banco de alimentos
warn:
    Cuidado, estafa: «{ph_cita}» ¡no pinchéis! | A mi madre le llegó «{ph_cita}». Avisad a los vuestros
    ¿Quién se cree todavía lo de «{gv_cita}»?
ph_cita:
    su cuenta será cerrada en 24 horas | su paquete espera, debe 1,99 €
gv_cita:
    Envía 0,1 BTC y recibe 0,2 | Duplica tus cripto
banter:
    {handle} pedazo de payaso, te quiero 😂 | {handle} idiota 😂 hasta mañana
    sé dónde vives {handle}, llevo {plato} 😈
criticism:
    {handle} dimisión | {handle} su plan para la estación es un desastre | {handle} ¿quién paga? Nosotros
    {handle} conteste a la pregunta | Por una vez {handle} tiene razón
newcomer:
    Hola, soy nueva. Vengo por {link} | ¡Primer mensaje! ¿Quién va? {link} | Hola a todos 👋
news:
    {headline} {link} | {link} | Increíble. {headline} {link} | No me sorprende {link}
"""
