notes-title = ملاحظات داخلية
notes-one = ملاحظة داخلية
notes-new = كتابة ملاحظة
notes-hint = للفريق: لا يراها الزبون.
notes-none = لا توجد ملاحظات.
notes-add = إضافة الملاحظة
