backup-broken = الأرشيف تالف: { $why }
backup-newer = الأرشيف من إصدار أحدث من Fixili: ثبّته أولا.
backup-occupied = يوجد شيء هنا: { $what }. استرجع في مجلد فارغ أو قاعدة بيانات فارغة.
