setup-title = التهيئة الأولى
setup-about = الورشة وأول مسيّر لها؛ والباقي يُضبط لاحقا.
setup-code = رمز التهيئة
setup-code-hint = يظهر في نافذة أوامر الخادم.
setup-code-wrong = ليس هذا هو الرمز الظاهر في نافذة الأوامر.
setup-manager = اسم المسيّر
setup-password-again = كلمة السر مرة أخرى
setup-button = ابدأ
