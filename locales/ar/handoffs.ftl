handoffs-photos = صور من الهاتف
handoffs-signature = توقيع على الهاتف
handoffs-take = التقاط صورة
handoffs-choose = اختيار صور
handoffs-send = إرسال
handoffs-done = انتهيت
handoffs-sending = جارٍ الإرسال
handoffs-failed = لم يتم الإرسال: ربما انقطع الاتصال.
handoffs-retry = إعادة المحاولة
handoffs-none-yet = لم يُرسَل شيء بعد.
handoffs-until = تعمل هذه الصفحة حتى { $time }.
handoffs-thanks = شكرًا
handoffs-thanks-photos = وصلت الصور إلى الاستقبال. يمكنك إغلاق هذه الصفحة.
handoffs-thanks-signature = وصل توقيعك إلى الاستقبال. يمكنك إغلاق هذه الصفحة.
handoffs-expired = انتهت صلاحية هذه الصفحة
handoffs-over = استُعملت هذه الصفحة أو انتهى وقتها. اطلب رمزًا جديدًا من الاستقبال.
handoffs-code = رمز QR يُمسح بالهاتف
handoffs-scan = امسح هذا الرمز بكاميرا الهاتف.
handoffs-link = فتح الصفحة هنا
handoffs-ended = تمّ.
handoffs-end = إغلاق الرمز
handoffs-back = العودة إلى الملف
handoffs-phone = من الهاتف
handoffs-refresh = تحديث الصور
handoffs-sent = { $count ->
    [zero] لم تُرسَل أي صورة
    [one] أُرسلت صورة واحدة
    [two] أُرسلت صورتان
    [few] أُرسلت { $count } صور
    [many] أُرسلت { $count } صورة
   *[other] أُرسلت { $count } صورة
  }
handoffs-unreachable = لا يمكن لهاتف أن يفتح هذه الصفحة: العنوان العام للخادم هو عنوان هذا الجهاز وحده.
