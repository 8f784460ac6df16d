cash-mine = صندوقي
cash-mine-about = ما قبضته وأعدته منذ آخر إقفال لصندوقك. المسيّر هو من يعدّ الصندوق ويُقفله.
cash-drawer = في الصندوق
cash-no-rows = لا توجد حركة منذ آخر إقفال.
cash-to-close = صناديق تنتظر الإقفال
cash-none-open = كل الصناديق مُقفلة.
cash-whose = صندوق
cash-since = منذ
cash-rows = الحركات
cash-moved = المجموع
cash-close = إقفال الصندوق
cash-close-of = إقفال صندوق { $name }
cash-close-about = عُدّ المال واكتب ما عددته؛ أي فرق يُذكر ويُطبع.
cash-expected = المنتظر
cash-expected-hint = المنتظر: { $amount }
cash-counted = المعدود
cash-difference = الفرق
cash-right = مضبوط
cash-after = بعد العدّ
cash-float-before = مبلغ الصندوق عند البداية
cash-float-after = يبقى في الصندوق
cash-float-after-hint = مبلغ بداية المرة القادمة؛ والباقي يُسلَّم.
cash-handed-over = النقد المُسلَّم
cash-reason = سبب الفرق
cash-reason-hint = إلزامي إن وُجد فرق.
cash-say-why = المعدود يختلف عن المنتظر: اذكر السبب.
cash-left-too-much = لا يمكن أن يبقى أكثر مما عُدّ.
cash-nothing = لا يوجد ما يُقفل في هذا الصندوق.
cash-moved-meanwhile = تغيّر الصندوق منذ فتح الصفحة: راجع المبالغ المنتظرة.
cash-closings = عمليات الإقفال
cash-closer = أقفله
cash-period = الفترة
cash-print = طباعة الإقفال
cash-void = إلغاء الإقفال
cash-void-about = تعود حركاته للانتظار ويحتفظ برقمه.
cash-is-voided = إقفال مُلغى
cash-not-last = لا يُلغى إلا آخر إقفال للصندوق.
cash-rows-not-listed = { $count ->
    [zero] لا سطور أخرى.
    [one] سطر واحد آخر محسوب غير مذكور هنا.
    [two] سطران آخران محسوبان غير مذكورين هنا.
    [few] { $count } سطور أخرى محسوبة غير مذكورة هنا.
    [many] { $count } سطرا آخر محسوبا غير مذكور هنا.
   *[other] { $count } سطر آخر محسوب غير مذكور هنا.
  }
