"""Hindi phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {khana} | {khana} | {mausam} | {kaam} | {janwar} | {safar} | {sawal} | {chhota} | {khel}
tail:
    ∅ | ∅ | । | ! | ·😊 | ·😂 | ·❤️ | ...
kab:
    आज सुबह | कल रात | इतवार को | काम के बाद | बस में | दोपहर में
kaun:
    दादी | पड़ोसी | मेरी बहन | बॉस | मेरा दोस्त | बच्चे
vyanjan:
    दाल | पराठे | खिचड़ी | आलू टिक्की | सेब का हलवा | नूडल्स
raay:
    बहुत नमकीन | बहुत बढ़िया | थोड़ा जल गया | पाँच मिनट में ख़त्म
khana:
    {kab} घर पर {vyanjan}, {raay}{tail} | {vyanjan} की कोई आसान विधि है? | {vyanjan} या {vyanjan}? तय नहीं हो रहा
    पहली बार {vyanjan}, दुआ करना{tail} | {kaun} और {vyanjan}, क्या शाम है{tail}
mausam:
    फिर बारिश{tail} | {kab} घना कोहरा{tail} | आख़िर धूप निकली{tail}
kaam:
    {kab} तीसरी मीटिंग, एक मेल काफ़ी था{tail} | सोमवार से नई नौकरी{tail} | प्रिंटर फिर जीत गया{tail}
billi:
    बिल्ली | हमारा कुत्ता | ख़रगोश | तोता
janwar:
    {billi} फिर कीबोर्ड पर{tail} | मेज़ से {vyanjan} ग़ायब, शक {billi} पर{tail}
shahar:
    पुणे | इंदौर | लिस्बन | उदयपुर | कोच्चि
safar:
    {shahar} में दो दिन, कहाँ खाएँ? | {shahar} की ट्रेन फिर लेट{tail} | {kab} {shahar} से लौटे, थके पर ख़ुश{tail}
khel:
    {kab} आठ किलोमीटर दौड़{tail} | शनिवार को मैच कौन देख रहा है? | सारस टीम आख़िर जीत गई{tail}
sawal:
    आज क्या बना रहे हो? | सोमवार को बाज़ार खुला है? | इंटरनेट आपका भी बंद है?
    बैंक ने खाता दो बार सत्यापित करवाया, आपका भी?
chhota:
    सुप्रभात{tail} | शुभ रात्रि{tail} | पहले चाय{tail} | शुक्रवार आया क्या? | {kaun} का सलाम{tail}
    फिर कभी नहीं{tail}
reply:
    बिल्कुल{tail} | सहमत नहीं, पर बात अच्छी है | हमारे यहाँ भी{tail} | कहाँ? | सच में? | धन्यवाद{tail} | बधाई{tail}
    स्रोत? | सुंदर{tail} | 😂 | ध्यान से, पहले जाँच लो
bio:
    {shahar} और चाय | शिक्षक | बस पढ़ने आया हूँ | ∅
share:
    पढ़ने लायक: {link} | {link} रोचक{tail} | विधि यहाँ {link} | टिकट यहाँ {link} | इस हफ़्ते 20% छूट {link}
birthday:
    जन्मदिन मुबारक {handle} 🎂 | {handle} जन्मदिन की बधाई{tail}
message:
    {kab} मिल रहे हैं? | लिंक {link} | कल के लिए धन्यवाद{tail} | आ रहा हूँ | ठीक{tail}
giveaway:
    {gv_shuru} {gv_maang} {link} | {gv_shuru} {gv_maang} {wallet} | {gv_saboot} {link}
gv_shuru:
    🎁 बड़ा इनाम 🎁 | आप जीत गए हैं! | सिर्फ़ आज:
gv_maang:
    0.1 BTC भेजें और 0.2 पाएँ | दस मिनट में पैसा दोगुना | सिर्फ़ डिलीवरी शुल्क दें | वॉलेट जोड़ें
gv_saboot:
    यक़ीन नहीं था पर 0.4 BTC मिले | अभी पैसा आया 🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_chetavni} {ph_maang} {link} | {ph_chetavni} {link}
ph_chetavni:
    आपका खाता 24 घंटे में बंद हो जाएगा। | आपका पार्सल रुका है, 1.99 शुल्क दें।
ph_maang:
    जानकारी सत्यापित करें: | लॉग इन करें:
warn:
    सावधान, ठगी: "{ph_uddharan}" क्लिक न करें | माँ को आया "{ph_uddharan}", सबको बताएँ
ph_uddharan:
    आपका खाता 24 घंटे में बंद हो जाएगा | 0.1 BTC भेजें और 0.2 पाएँ
newcomer:
    नमस्ते, मैं नया हूँ {link} | पहली पोस्ट, कौन आ रहा है? {link} | सबको नमस्ते 👋
news:
    {headline} {link} | {link} | यक़ीन नहीं होता {link}
"""
