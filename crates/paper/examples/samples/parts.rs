//! The pieces the seven documents share: people, equipment, lines, conditions.

use crate::art;
use crate::words::Words;
use fixili_paper::{Block, Card, Fact, Photo, Sheet, Tag, Terms};

pub fn base(w: &Words, title: String, number: &str) -> Sheet {
    Sheet {
        lang: w.lang.into(),
        title,
        number: number.into(),
        date: w.say("24/11/2026 à 10:42", "24/11/2026 10:42", "24/11/2026, 10:42"),
        shop: w.shop(),
        qr: Some("https://atelier-demo.example/t/0d3kq8v1m2x7c-9fbb20c41e7a".into()),
        barcode: Some(number.into()),
        cards: vec![client(w), device(w)],
        page_word: w.say("Page", "صفحة", "Page"),
        ..Sheet::default()
    }
}

pub fn client(w: &Words) -> Card {
    Card {
        title: w.say("Client", "الزبون", "Client"),
        heading: w.say("Mme Yasmine Benhaddou", "السيدة ياسمين بن حدو", "Mrs Yasmine Benhaddou"),
        facts: vec![
            w.number(w.say("Téléphone", "الهاتف", "Phone"), "+213 550 00 00 00"),
            w.number(w.say("E-mail", "البريد الإلكتروني", "E-mail"), "y.benhaddou@courriel.example"),
            w.fact(
                w.say("Adresse", "العنوان", "Address"),
                w.say(
                    "Cité des Cerisiers, bt 4 n° 12, Tlemcen",
                    "حي الكرز، عمارة 4 رقم 12، تلمسان",
                    "Cité des Cerisiers, bt 4 n° 12, Tlemcen",
                ),
            ),
        ],
    }
}

pub fn device(w: &Words) -> Card {
    Card {
        title: w.say("Équipement", "الجهاز", "Equipment"),
        heading: w.say(
            "Ordinateur portable Lenovo ThinkPad T14",
            "حاسوب محمول Lenovo ThinkPad T14",
            "Lenovo ThinkPad T14 laptop",
        ),
        facts: vec![
            w.number(w.say("N° de série", "الرقم التسلسلي", "Serial number"), "PF-2XQ81K"),
            w.fact(w.say("Couleur", "اللون", "Colour"), w.say("Noir", "أسود", "Black")),
            w.fact(
                w.say("Déverrouillage", "طريقة الفتح", "Unlocking"),
                w.say("Code confié à l'atelier", "الرمز مسلّم للورشة", "Code left with the shop"),
            ),
        ],
    }
}

pub fn strip(w: &Words) -> Vec<Fact> {
    vec![
        w.fact(
            w.say("Déposé le", "تاريخ الإيداع", "Received"),
            w.say("24/11/2026 à 10:42", "24/11/2026 10:42", "24/11/2026, 10:42"),
        ),
        w.fact(w.say("Restitution estimée", "التسليم المتوقع", "Expected"), "28/11/2026"),
        w.fact(w.say("Technicien", "التقني", "Technician"), w.say("Karim S.", "كريم س.", "Karim S.")),
        w.fact(w.say("Priorité", "الأولوية", "Priority"), w.say("Normale", "عادية", "Normal")),
    ]
}

pub fn fault(w: &Words) -> Block {
    Block::Text {
        title: w.say("Panne signalée", "العطل المصرّح به", "Reported fault"),
        text: w.say(
            "S'éteint seul après quelques minutes, ventilateur bruyant. La batterie ne tient plus qu'une demi-heure.\nLes données doivent être conservées.",
            "ينطفئ وحده بعد بضع دقائق والمروحة مزعجة. البطارية 57 Wh لا تدوم أكثر من 30 دقيقة (رقم الاتصال 0550 00 00 00).\nيجب الحفاظ على البيانات.",
            "Turns itself off after a few minutes, noisy fan. The battery lasts half an hour at most.\nThe data must be kept.",
        ),
    }
}

pub fn accessories(w: &Words) -> Block {
    Block::Chips {
        title: w.say("Accessoires remis", "الملحقات المسلّمة", "Accessories left"),
        items: vec![
            w.say("Chargeur 65 W USB-C", "شاحن 65 W USB-C", "65 W USB-C charger"),
            w.say("Housse noire", "حقيبة سوداء", "Black sleeve"),
            w.say("Souris sans fil", "فأرة لاسلكية", "Wireless mouse"),
        ],
    }
}

pub fn photos(w: &Words) -> Block {
    let photo = |hue, caption| Photo { bytes: art::photo(hue), caption };
    Block::Photos {
        title: String::new(),
        photos: vec![
            photo(
                120,
                w.say(
                    "Face avant — rayure en bas à droite",
                    "الواجهة — خدش أسفل اليمين",
                    "Front — scratch at bottom right",
                ),
            ),
            photo(60, w.say("Dessous — vis manquante", "الأسفل — برغي ناقص", "Underside — one screw missing")),
            photo(180, w.say("Allumage — affichage correct", "التشغيل — العرض سليم", "Power on — display fine")),
        ],
    }
}

pub fn terms(w: &Words) -> Terms {
    Terms {
        title: w.say("Conditions de prise en charge", "شروط التكفّل", "Conditions"),
        paragraphs: vec![
            w.say(
                "Le client déclare être propriétaire de l'équipement et avoir sauvegardé ses données ; l'atelier ne peut être tenu responsable de leur perte.",
                "يصرّح الزبون بأنه مالك الجهاز وأنه قام بنسخ بياناته احتياطيًا؛ لا تتحمل الورشة مسؤولية ضياعها.",
                "The client declares that they own the equipment and have saved their data; the shop is not liable for its loss.",
            ),
            w.say(
                "Tout équipement non réclamé sous 6 mois est conservé aux frais du client. Données traitées selon la loi 18-07 : contact@atelier-demo.example.",
                "كل جهاز لم يُسترجع خلال 6 أشهر يُحفظ على نفقة الزبون. تُعالج البيانات وفق القانون 18-07: contact@atelier-demo.example.",
                "Equipment not collected within 6 months is stored at the client's expense. Data handled under law 18-07: contact@atelier-demo.example.",
            ),
        ],
    }
}

pub fn tag(w: &Words) -> Tag {
    Tag {
        title: w.say(
            "TALON ATELIER — À FIXER SUR L'ÉQUIPEMENT",
            "قسيمة الورشة — تُلصق على الجهاز",
            "WORKSHOP STUB — ATTACH TO THE EQUIPMENT",
        ),
        lines: vec![
            w.say(
                "Mme Yasmine Benhaddou · ThinkPad T14",
                "السيدة ياسمين بن حدو · ThinkPad T14",
                "Mrs Yasmine Benhaddou · ThinkPad T14",
            ),
            w.say("Étagère B-07", "الرف B-07", "Shelf B-07"),
        ],
    }
}

pub fn lines(w: &Words) -> Vec<Vec<String>> {
    let line = |name: String, quantity: &str, unit: u32, total: u32| {
        vec![name, quantity.into(), w.money(unit), "19 %".into(), w.money(total)]
    };
    vec![
        line(
            w.say(
                "Batterie neuve 57 Wh pour ThinkPad T14",
                "بطارية جديدة 57 Wh لجهاز ThinkPad T14",
                "New 57 Wh battery for ThinkPad T14",
            ),
            "1",
            14_500,
            14_500,
        ),
        line(w.say("Ventilateur et pâte thermique", "مروحة ومعجون حراري", "Fan and thermal paste"), "1", 6_800, 6_800),
        line(
            w.say(
                "Main-d'œuvre — démontage, nettoyage, essais",
                "اليد العاملة — تفكيك وتنظيف وتجارب",
                "Labour — opening, cleaning, tests",
            ),
            "2,5",
            5_600,
            14_000,
        ),
    ]
}

pub fn totals(w: &Words, after: Vec<Fact>) -> Block {
    Block::Totals {
        note: w.say(
            "Devis valable 15 jours. Toute intervention supplémentaire fait l'objet d'un nouveau devis soumis à votre accord. Garantie 6 mois pièces et main-d'œuvre.",
            "التقدير صالح لمدة 15 يومًا. كل تدخّل إضافي يخضع لتقدير جديد بعد موافقتكم. الضمان 6 أشهر على القطع واليد العاملة.",
            "Quote valid for 15 days. Any further work is quoted again for your approval. 6 months' warranty on parts and labour.",
        ),
        sums: vec![
            w.number(w.say("Total HT", "المجموع خارج الرسم", "Total excl. VAT"), w.money(35_300)),
            w.number(w.say("TVA 19 % sur", "الرسم على القيمة المضافة 19%", "VAT 19% on") + &if w.lang == "ar" { String::new() } else { format!(" {}", w.money(35_300)) }, w.money(6_707)),
        ],
        grand: w.number(w.say("Total TTC", "المبلغ الإجمالي", "Total incl. VAT"), w.money(42_007)),
        after,
    }
}

pub fn table(w: &Words) -> Block {
    Block::Table {
        title: w.say("Travaux proposés", "الأشغال المقترحة", "Proposed work"),
        columns: w.columns(),
        rows: lines(w),
    }
}

pub fn notice(w: &Words) -> Block {
    Block::Notice {
        text: w.say(
            "Ne tient pas lieu de facture.",
            "لا تقوم هذه الوثيقة مقام الفاتورة.",
            "This document is not an invoice.",
        ),
    }
}
