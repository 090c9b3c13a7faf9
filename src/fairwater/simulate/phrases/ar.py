"""Arabic phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {akl} | {akl} | {taqs} | {amal} | {hayawan} | {safar} | {sual} | {qasir}
tail:
    ∅ | ∅ | . | ! | ·😊 | ·😂 | ·❤️ | ...
mata:
    هذا الصباح | ليلة أمس | في نهاية الأسبوع | بعد العمل | في الحافلة | وقت الغداء
man:
    جدتي | جاري | أختي | مديري | صديقي | الأولاد
tabaq:
    شوربة العدس | الكبسة | المعكرونة | فطيرة التفاح | الفلافل | المحشي
rai:
    مالحة قليلا | لذيذة جدا | احترقت قليلا | انتهت في خمس دقائق
akl:
    جربت {tabaq} {mata} وكانت {rai}{tail} | من عنده وصفة {tabaq} بدون بيض؟ | {tabaq} أم {tabaq}؟ لا أستطيع أن أقرر
    أول مرة أطبخ {tabaq}، ادعوا لي{tail} | عند {man} اليوم {tabaq}{tail}
taqs:
    مطر من جديد{tail} | ضباب فوق الميناء {mata}{tail} | أخيرا شمس{tail}
amal:
    اجتماع ثالث {mata} وكانت رسالة تكفي{tail} | عمل جديد من الاثنين{tail} | الطابعة انتصرت مرة أخرى{tail}
qitta:
    القطة | كلبنا | الأرنب | الببغاء
hayawan:
    {qitta} على لوحة المفاتيح مرة أخرى{tail} | اختفى {tabaq} من الطاولة والسبب {qitta}{tail}
madina:
    طرابلس | فاس | لشبونة | عمان | تونس
safar:
    يومان في {madina}، أين نأكل؟ | تأخر القطار إلى {madina}{tail} | رجعت من {madina} {mata} والقلب سعيد{tail}
sual:
    ماذا تطبخون الليلة؟ | هل السوق مفتوح يوم الاثنين؟ | هل انقطع الإنترنت عندكم أيضا؟
    البنك طلب تأكيد الحساب مرتين، وأنتم؟
qasir:
    صباح الخير{tail} | تصبحون على خير{tail} | القهوة أولا{tail} | هل اليوم الجمعة؟ | متعب لكن سعيد{tail}
    {man} يسلم عليكم{tail}
reply:
    صحيح{tail} | لا أوافق لكن كلام جميل | عندنا أيضا{tail} | أين كان هذا؟ | حقا؟ | شكرا{tail} | مبروك{tail}
    المصدر؟ | جميل{tail} | 😂 | انتبه، تأكد أولا
bio:
    {madina} والقهوة | معلم | للقراءة فقط | ∅
share:
    يستحق القراءة: {link} | {link} مثير للاهتمام{tail} | الوصفة هنا {link} | التذاكر هنا {link}
    خصم 20% هذا الأسبوع {link}
birthday:
    كل عام وأنت بخير {handle} 🎂 | عيد ميلاد سعيد {handle}{tail}
message:
    هل نلتقي {mata}؟ | الرابط {link} | شكرا على أمس{tail} | أنا في الطريق | تمام{tail}
giveaway:
    {gv_bad} {gv_talab} {link} | {gv_bad} {gv_talab} {wallet} | {gv_dalil} {link}
gv_bad:
    🎁 سحب كبير 🎁 | لقد ربحت! | شكرا للمجتمع: | اليوم فقط:
gv_talab:
    أرسل 0.1 BTC واستلم 0.2 | ضاعف أموالك في عشر دقائق | ادفع الشحن فقط | اربط محفظتك
gv_dalil:
    لم أصدق ووصلني 0.4 BTC | وصلني المبلغ الآن 🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_tahdhir} {ph_talab} {link} | {ph_tahdhir} {link}
ph_tahdhir:
    سيتم إغلاق حسابك خلال 24 ساعة. | طردك في الانتظار والرسوم 1.99.
ph_talab:
    أكد بياناتك: | سجل الدخول:
warn:
    انتبهوا، هذا احتيال: «{ph_iqtibas}» لا تضغطوا | وصل أمي «{ph_iqtibas}»، نبهوا أهلكم
ph_iqtibas:
    سيتم إغلاق حسابك خلال 24 ساعة | أرسل 0.1 BTC واستلم 0.2
newcomer:
    مرحبا، أنا جديد هنا {link} | أول منشور لي، من قادم؟ {link} | مرحبا جميعا 👋
news:
    {headline} {link} | {link} | لا أصدق {link}
"""
