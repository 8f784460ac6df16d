deposits-one = تم تسجيل الإيداع
deposits-new = إيداع جديد
deposits-new-about = الاسم والهاتف والصنف والعطل تكفي؛ الباقي يمكن أن ينتظر.
deposits-software = مشكلة برمجيات؟
deposits-client = اسم الزبون
deposits-depositor = المودِع
deposits-depositor-hint = من أحضر الجهاز إن لم يكن الزبون نفسه؛ لا يُخطَر.
deposits-depositor-phone = هاتف المودِع
deposits-at = تاريخ الإيداع
deposits-at-hint = فارغ: الآن. يُملأ لبطاقة ورقية أو بعد انقطاع.
deposits-known = جهاز معروف
deposits-frequent-faults = أعطال شائعة (اختر أو اكتب أعلاه)
deposits-more-accessories = ملحقات أخرى
deposits-by-commas = مفصولة بفواصل.
deposits-terms = الأجل والضمان ورمز الفتح
deposits-add-item = جهاز إضافي
deposits-remove-item = إزالة هذا الجهاز
deposits-save = تسجيل الإيداع
deposits-item = الجهاز { $n } من { $of }
deposits-nothing = لا يوجد جهاز
deposits-too-many = { $most } جهازاً على الأكثر في كل إيداع
deposits-no-client = هذا الزبون لم يعد موجوداً: اختره من جديد
deposits-not-theirs = هذا الجهاز لزبون آخر.
deposits-no-repair-warranty = لا يوجد ضمان إصلاح سارٍ لهذا الجهاز
deposits-print = طباعة الوصل
deposits-print-summary = طباعة الملخص
deposits-advance = تسبيق مدفوع
deposits-advance-means = وسيلة الدفع
deposits-advance-reference = رقم الصك أو التحويل
deposits-box = زبون سابق؟ الاسم أو الهاتف أو الرقم التسلسلي أو رقم الوصل
deposits-box-hint = يكفي جزء منه، أو مسح رمز بالماسح. زبون جديد: اكتب اسمه أو رقمه هنا ثم Enter أو Tab.
deposits-else = مودِع آخر، تاريخ آخر
deposits-other-client = تغيير الزبون
deposits-owes = لا يزال هذا الزبون مدينا بـ
deposits-open-files = لم تُسلَّم بعد
deposits-another = جهاز آخر
deposits-under-warranty = تحت ضمان الإصلاح إلى غاية
deposits-times = { $times ->
    [zero] لم يأت من قبل
    [one] جاء مرة واحدة
    [two] جاء مرتين
    [few] جاء { $times } مرات
    [many] جاء { $times } مرة
   *[other] جاء { $times } مرة
  }
deposits-too-old = قبل أكثر من سنة: تحقق من التاريخ
deposits-phone-known = هذا رقم { $name }
deposits-that-is-them = هو هذا الشخص
deposits-another-client = لا، زبون آخر بنفس الرقم
deposits-here-already = موجود في الورشة:
