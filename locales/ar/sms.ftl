sms-settings = بوابة الرسائل القصيرة
sms-gateway = البوابة
sms-about = ما ينقل رسائلكم القصيرة: هاتف أندرويد في المحل، خادم Kannel، أو مزوّد. انطلق من نموذج ثم عدّله.
sms-presets = الانطلاق من نموذج
sms-preset-kannel = Kannel
sms-preset-android = هاتف أندرويد
sms-preset-twilio = مزوّد (على شاكلة Twilio)
sms-on = إرسال الرسائل القصيرة عبر هذه البوابة
sms-on-hint = وإلا يُدرج الزبائن في «للاتصال».
sms-sender = المرسل
sms-sender-hint = اسم أو رقم إن طلبته البوابة.
sms-user = المعرّف
sms-secret = كلمة المرور أو المفتاح
sms-secret-kept = يوجد سرّ محفوظ؛ اترك الخانة فارغة للإبقاء عليه.
sms-spelling = الكتابة
sms-spelling-exact = كما هي
sms-spelling-plain = اقتصادية
sms-spelling-hint = اقتصادية: ‏«prêt» تصبح «pret»، أي 160 حرفا بدل 70. والعربية لا تتغيّر أبدا.
sms-request = الطلب
sms-blanks = كلمات تُستبدل:
sms-method = الطريقة
sms-method-get = GET
sms-method-post = POST
sms-url = العنوان
sms-headers = الترويسات، واحدة في السطر
sms-body = المحتوى
sms-answer = الجواب
sms-success = أجوبة تعني القبول، واحد في السطر
sms-success-hint = فارغ: كل جواب 2xx.
sms-id-at = موضع المعرّف
sms-id-at-hint = في جواب JSON: ‏/id
sms-test = تجربة
sms-test-to = رقم محمول
sms-test-send = إرسال تجربة
sms-test-text = تجربة من { $shop }: الرسائل القصيرة تعمل.
sms-not-mobile = أدخل رقما محمولا.
sms-url-wrong = أدخل عنوانا يبدأ بـ http:// أو https://
sms-blank-unknown = ‏[{ $word }] غير موجود.
sms-text-missing = يجب أن يتضمن الطلب [text] و[to] أو [digits].
sms-header-wrong = اكتب «الاسم: القيمة».
sms-pointer-wrong = ابدأ بـ / : /id
sms-parts = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
  }
