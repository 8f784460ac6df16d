//! The settings of the demo shop: who it is, when it is open, what its vouchers say in three languages.

use crate::settings::{Opening, Settings, VoucherTexts};

/// The settings of a convincing shop.
pub(super) fn settings() -> Settings {
    let mut settings = Settings::default();
    let shop = &mut settings.shop;
    shop.name = "Atelier Démo".into();
    shop.tagline = "Vente et réparation informatique".into();
    shop.address = "12, rue de l'Exemple\n13000 Tlemcen".into();
    shop.phone = "043 26 12 34".into();
    shop.email = "contact@atelier.example".into();
    shop.web = "www.atelier.example".into();
    shop.legal.form = "SARL".into();
    shop.legal.capital = "1 000 000,00 DA".into();
    shop.legal.rc = "13/00-0000000 B 20".into();
    shop.legal.nif = "000013000000000".into();
    shop.legal.nis = "000013000000000".into();
    shop.legal.ai = "13000000000".into();
    let morning = Opening { from: 8 * 60 + 30, to: 12 * 60 };
    let afternoon = Opening { from: 13 * 60, to: 17 * 60 + 30 };
    let day = || vec![morning, afternoon];
    settings.calendar.week = [day(), day(), day(), day(), vec![], vec![morning], day()];
    settings.lists.shelves =
        ["A", "B", "C"].iter().flat_map(|shelf| (1..=4).map(move |n| format!("{shelf}{n}"))).collect();
    for (lang, texts) in [("fr", french()), ("ar", arabic()), ("en", english())] {
        settings.texts.insert(lang.into(), texts);
    }
    settings
}

fn french() -> VoucherTexts {
    VoucherTexts {
        intake: "Le diagnostic est offert si la réparation est faite chez nous ; sinon, des frais de diagnostic sont dus.\n\n\
                 L'atelier n'est pas responsable des données : faites une sauvegarde avant le dépôt.\n\n\
                 L'équipement est rendu contre ce bon. Passé trois mois après l'avis de fin de travaux, des frais de garde \
                 peuvent être demandés."
            .into(),
        privacy: "Vos données servent au suivi de la réparation et sont conservées le temps de la garantie. Selon la loi \
                  18-07 relative à la protection des personnes physiques dans le traitement des données à caractère \
                  personnel, vous pouvez les consulter, les faire corriger ou supprimer en vous adressant à l'atelier."
            .into(),
        quote: "Prix hors taxes, valables jusqu'à la date indiquée. Les travaux commencent après votre accord ; un acompte \
                de 30 % peut être demandé pour les pièces commandées."
            .into(),
        release: "La réparation est garantie pièces et main-d'œuvre pour la durée indiquée, pour la même panne, hors chute, \
                  liquide ou ouverture par un tiers.\n\nVérifiez l'équipement devant nous avant de partir."
            .into(),
    }
}

fn arabic() -> VoucherTexts {
    VoucherTexts {
        intake: "الفحص مجاني إذا تمّ الإصلاح عندنا؛ وإلا فمصاريف الفحص مستحقة.\n\n\
                 الورشة غير مسؤولة عن البيانات: احفظ نسخة منها قبل الإيداع.\n\n\
                 يُسلَّم الجهاز مقابل هذا الوصل. بعد ثلاثة أشهر من الإعلام بانتهاء الأشغال يمكن طلب مصاريف حراسة."
            .into(),
        privacy: "تُستعمل بياناتكم لمتابعة الإصلاح وتُحفظ طيلة مدة الضمان. طبقا للقانون 18-07 المتعلق بحماية الأشخاص \
                  الطبيعيين في مجال معالجة المعطيات ذات الطابع الشخصي، يمكنكم الاطلاع عليها وطلب تصحيحها أو حذفها لدى \
                  الورشة."
            .into(),
        quote: "الأسعار دون رسوم وصالحة إلى غاية التاريخ المذكور. تبدأ الأشغال بعد موافقتكم؛ ويمكن طلب تسبيق قدره 30 % \
                لقطع الغيار المطلوبة."
            .into(),
        release: "الإصلاح مضمون، قطعا ويدا عاملة، للمدة المذكورة ولنفس العطب، ما عدا السقوط أو السوائل أو الفتح من طرف \
                  آخر.\n\nتحقّقوا من الجهاز أمامنا قبل المغادرة."
            .into(),
    }
}

fn english() -> VoucherTexts {
    VoucherTexts {
        intake: "The diagnosis is free when we do the repair; otherwise a diagnosis fee is due.\n\n\
                 The workshop is not responsible for data: make a copy before you leave the equipment.\n\n\
                 The equipment is given back against this voucher. Three months after we told you that the work has ended, \
                 a storage fee may be asked for."
            .into(),
        privacy: "Your data serve to follow the repair and are kept as long as the warranty runs. Under law 18-07 on the \
                  protection of natural persons in the processing of personal data you may see them, and have them \
                  corrected or erased, by asking the workshop."
            .into(),
        quote: "Prices before tax, valid until the date shown. The work begins when you agree; 30 % may be asked in advance \
                for parts that are ordered."
            .into(),
        release: "The repair is under warranty, parts and labour, for the time shown and the same fault, except after a \
                  fall, a liquid, or opening by others.\n\nCheck the equipment with us before you leave."
            .into(),
    }
}
