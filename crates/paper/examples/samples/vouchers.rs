//! The seven documents of the shop, filled with an ordinary day.

use crate::art;
use crate::words::Words;
use fixili_paper::{Block, Card, Fact, Photo, Sheet, Tag, Terms};

pub fn all(words: &Words) -> Vec<(&'static str, Sheet)> {
    vec![
        ("1-deposit", deposit(words)),
        ("2-intake", intake(words)),
        ("3-intervention", intervention(words)),
        ("4-quote", quote(words)),
        ("5-shipment", shipment(words)),
        ("6-release", release(words)),
        ("7-receipt", receipt(words)),
    ]
}

fn base(w: &Words, title: String, number: &str) -> Sheet {
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

fn client(w: &Words) -> Card {
    Card {
        title: w.say("Client", "الزبون", "Client"),
        heading: w.say("Mme Yasmine Benhaddou", "السيدة ياسمين بن حدو", "Mrs Yasmine Benhaddou"),
        facts: vec![
            w.number(w.say("Téléphone", "الهاتف", "Phone"), "+213 550 00 00 00"),
            w.number(w.say("E-mail", "البريد الإلكتروني", "E-mail"), "y.benhaddou@courriel.example"),
            w.fact(w.say("Adresse", "العنوان", "Address"), w.say("Cité des Cerisiers, bt 4 n° 12, Tlemcen", "حي الكرز، عمارة 4 رقم 12، تلمسان", "Cité des Cerisiers, bt 4 n° 12, Tlemcen")),
        ],
    }
}

fn device(w: &Words) -> Card {
    Card {
        title: w.say("Équipement", "الجهاز", "Equipment"),
        heading: w.say("Ordinateur portable Lenovo ThinkPad T14", "حاسوب محمول Lenovo ThinkPad T14", "Lenovo ThinkPad T14 laptop"),
        facts: vec![
            w.number(w.say("N° de série", "الرقم التسلسلي", "Serial number"), "PF-2XQ81K"),
            w.fact(w.say("Couleur", "اللون", "Colour"), w.say("Noir", "أسود", "Black")),
            w.fact(w.say("Déverrouillage", "طريقة الفتح", "Unlocking"), w.say("Code confié à l'atelier", "الرمز مسلّم للورشة", "Code left with the shop")),
        ],
    }
}

fn strip(w: &Words) -> Vec<Fact> {
    vec![
        w.fact(w.say("Déposé le", "تاريخ الإيداع", "Received"), w.say("24/11/2026 à 10:42", "24/11/2026 10:42", "24/11/2026, 10:42")),
        w.fact(w.say("Restitution estimée", "التسليم المتوقع", "Expected"), "28/11/2026"),
        w.fact(w.say("Technicien", "التقني", "Technician"), w.say("Karim S.", "كريم س.", "Karim S.")),
        w.fact(w.say("Priorité", "الأولوية", "Priority"), w.say("Normale", "عادية", "Normal")),
    ]
}

fn fault(w: &Words) -> Block {
    Block::Text {
        title: w.say("Panne signalée", "العطل المصرّح به", "Reported fault"),
        text: w.say(
            "S'éteint seul après quelques minutes, ventilateur bruyant. La batterie ne tient plus qu'une demi-heure.\nLes données doivent être conservées.",
            "ينطفئ وحده بعد بضع دقائق والمروحة مزعجة. البطارية 57 Wh لا تدوم أكثر من 30 دقيقة (رقم الاتصال 0550 00 00 00).\nيجب الحفاظ على البيانات.",
            "Turns itself off after a few minutes, noisy fan. The battery lasts half an hour at most.\nThe data must be kept.",
        ),
    }
}

fn accessories(w: &Words) -> Block {
    Block::Chips {
        title: w.say("Accessoires remis", "الملحقات المسلّمة", "Accessories left"),
        items: vec![
            w.say("Chargeur 65 W USB-C", "شاحن 65 W USB-C", "65 W USB-C charger"),
            w.say("Housse noire", "حقيبة سوداء", "Black sleeve"),
            w.say("Souris sans fil", "فأرة لاسلكية", "Wireless mouse"),
        ],
    }
}

fn photos(w: &Words) -> Block {
    let photo = |hue, caption| Photo { bytes: art::photo(hue), caption };
    Block::Photos {
        title: String::new(),
        photos: vec![
            photo(120, w.say("Face avant — rayure en bas à droite", "الواجهة — خدش أسفل اليمين", "Front — scratch at bottom right")),
            photo(60, w.say("Dessous — vis manquante", "الأسفل — برغي ناقص", "Underside — one screw missing")),
            photo(180, w.say("Allumage — affichage correct", "التشغيل — العرض سليم", "Power on — display fine")),
        ],
    }
}

fn terms(w: &Words) -> Terms {
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

fn tag(w: &Words) -> Tag {
    Tag {
        title: w.say("TALON ATELIER — À FIXER SUR L'ÉQUIPEMENT", "قسيمة الورشة — تُلصق على الجهاز", "WORKSHOP STUB — ATTACH TO THE EQUIPMENT"),
        lines: vec![
            w.say("Mme Yasmine Benhaddou · ThinkPad T14", "السيدة ياسمين بن حدو · ThinkPad T14", "Mrs Yasmine Benhaddou · ThinkPad T14"),
            w.say("Étagère B-07", "الرف B-07", "Shelf B-07"),
        ],
    }
}

fn lines(w: &Words) -> Vec<Vec<String>> {
    let line = |name: String, quantity: &str, unit: u32, total: u32| vec![name, quantity.into(), w.money(unit), "19 %".into(), w.money(total)];
    vec![
        line(w.say("Batterie neuve 57 Wh pour ThinkPad T14", "بطارية جديدة 57 Wh لجهاز ThinkPad T14", "New 57 Wh battery for ThinkPad T14"), "1", 14_500, 14_500),
        line(w.say("Ventilateur et pâte thermique", "مروحة ومعجون حراري", "Fan and thermal paste"), "1", 6_800, 6_800),
        line(w.say("Main-d'œuvre — démontage, nettoyage, essais", "اليد العاملة — تفكيك وتنظيف وتجارب", "Labour — opening, cleaning, tests"), "2,5", 5_600, 14_000),
    ]
}

fn totals(w: &Words, after: Vec<Fact>) -> Block {
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

fn table(w: &Words) -> Block {
    Block::Table { title: w.say("Travaux proposés", "الأشغال المقترحة", "Proposed work"), columns: w.columns(), rows: lines(w) }
}

fn notice(w: &Words) -> Block {
    Block::Notice { text: w.say("Ne tient pas lieu de facture.", "لا تقوم هذه الوثيقة مقام الفاتورة.", "This document is not an invoice.") }
}

pub fn deposit(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Récapitulatif de dépôt", "ملخّص الإيداع", "Deposit summary"), "DP-2026-000087");
    sheet.cards.truncate(1);
    sheet.strip = strip(w);
    let column = |title: String, wide| fixili_paper::Column { title, numeric: false, wide };
    let row = |number: &str, name: String, serial: &str, fault: String| vec![number.to_owned(), name, serial.to_owned(), fault];
    sheet.blocks = vec![
        Block::Table {
            title: w.say("Équipements déposés", "الأجهزة المودعة", "Equipment received"),
            columns: vec![column(w.say("Bon", "الوصل", "Voucher"), false), column(w.say("Équipement", "الجهاز", "Equipment"), false), column(w.say("N° de série", "الرقم التسلسلي", "Serial"), false), column(w.say("Panne signalée", "العطل", "Fault"), true)],
            rows: vec![
                row("BE-2026-000123", "Lenovo ThinkPad T14".into(), "PF-2XQ81K", w.say("S'éteint seul après quelques minutes", "ينطفئ وحده بعد بضع دقائق", "Turns itself off")),
                row("BE-2026-000124", "HP LaserJet Pro M404".into(), "PHBX000000", w.say("Bourrage papier à chaque page", "انحشار الورق في كل صفحة", "Paper jam on every page")),
                row("BE-2026-000125", "Samsung Galaxy A54".into(), "35 000000 000000 0", w.say("Écran fissuré, tactile inactif en bas", "شاشة مكسورة واللمس لا يعمل في الأسفل", "Cracked screen, touch dead at the bottom")),
            ],
        },
        Block::Notice { text: w.say("Chaque équipement a son propre bon d'entrée et se suit séparément.", "لكل جهاز وصل استلام خاص به ويُتابع على حدة.", "Each item has its own intake voucher and is followed separately.") },
    ];
    sheet.terms = Some(terms(w));
    sheet.signatures = w.signatures(Some(art::signature()));
    sheet
}

pub fn intake(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Bon d'entrée", "وصل استلام", "Intake voucher"), "BE-2026-000123");
    sheet.strip = strip(w);
    sheet.blocks = vec![
        Block::Pair { start: Box::new(fault(w)), end: Box::new(accessories(w)) },
        Block::Pair {
            start: Box::new(Block::Text { title: w.say("État à la réception", "الحالة عند الاستلام", "Condition"), text: w.say("Rayure en bas à droite de l'écran, une vis manquante dessous.", "خدش أسفل يمين الشاشة، برغي ناقص في الأسفل.", "Scratch at the bottom right of the screen, one screw missing.") }),
            end: Box::new(Block::Facts {
                title: w.say("Accord du client", "موافقة الزبون", "Client's agreement"),
                facts: vec![w.number(w.say("Plafond sans devis", "السقف دون تقدير", "Limit without quote"), w.money(5_000)), w.number(w.say("Acompte versé", "تسبيق مدفوع", "Paid in advance"), w.money(2_000))],
            }),
        },
        photos(w),
        notice(w),
    ];
    sheet.terms = Some(terms(w));
    sheet.signatures = w.signatures(Some(art::signature()));
    sheet.tag = Some(tag(w));
    sheet
}

fn intervention(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Fiche d'intervention", "بطاقة تدخّل", "Intervention sheet"), "FI-2026-000118");
    sheet.strip = strip(w);
    let column = |title: String, numeric, wide| fixili_paper::Column { title, numeric, wide };
    let row = |day: &str, who: String, what: String, time: &str| vec![day.to_owned(), who, what, time.to_owned()];
    sheet.blocks = vec![
        fault(w),
        Block::Text { title: w.say("Diagnostic", "التشخيص", "Diagnosis"), text: w.say("Ventilateur bloqué par la poussière, pâte thermique sèche ; batterie à 31 % de sa capacité d'origine (612 cycles).", "المروحة مسدودة بالغبار والمعجون الحراري جاف؛ البطارية عند 31% من سعتها الأصلية (612 دورة).", "Fan blocked by dust, dry thermal paste; battery at 31% of its original capacity (612 cycles).") },
        Block::Table {
            title: w.say("Temps passés", "الأوقات المستغرقة", "Time spent"),
            columns: vec![column(w.say("Jour", "اليوم", "Day"), false, false), column(w.say("Technicien", "التقني", "Technician"), false, false), column(w.say("Travail", "العمل", "Work"), false, true), column(w.say("Durée", "المدة", "Time"), true, false)],
            rows: vec![
                row("25/11/2026", w.say("Karim S.", "كريم س.", "Karim S."), w.say("Démontage, nettoyage complet, remplacement du ventilateur", "تفكيك وتنظيف كامل واستبدال المروحة", "Opening, full cleaning, new fan"), "1 h 40"),
                row("26/11/2026", w.say("Karim S.", "كريم س.", "Karim S."), w.say("Remplacement de la batterie, essais d'une heure en charge", "استبدال البطارية وتجربة ساعة تحت الحمل", "New battery, one hour under load"), "0 h 50"),
            ],
        },
        Block::Pair {
            start: Box::new(Block::Chips { title: w.say("Essais réussis", "التجارب الناجحة", "Tests passed"), items: ["Wi-Fi", "USB-C", "Bluetooth", "Webcam", "SSD 512 GB"].map(String::from).to_vec() }),
            end: Box::new(Block::Facts { title: w.say("Mesures", "القياسات", "Measures"), facts: vec![w.number(w.say("Température en charge", "الحرارة تحت الحمل", "Temperature under load"), "71 °C"), w.number(w.say("Autonomie", "المدة على البطارية", "Battery life"), "6 h 10")] }),
        },
    ];
    sheet.signatures = w.signatures(None).split_off(1);
    sheet.barcode = None;
    sheet
}

pub fn quote(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Devis", "تقدير", "Quote"), "DV-2026-000064");
    sheet.blocks = vec![
        Block::Text { title: w.say("Objet", "الموضوع", "Subject"), text: w.say("Remise en état du refroidissement et remplacement de la batterie.", "إصلاح التبريد واستبدال البطارية.", "Cooling repair and battery replacement.") },
        table(w),
        totals(w, vec![w.number(w.say("Acompte déjà versé", "تسبيق مدفوع", "Already paid"), w.money(2_000)), w.number(w.say("Reste à payer", "الباقي للدفع", "Due"), w.money(40_007))]),
    ];
    sheet.terms = Some(terms(w));
    sheet.signatures = w.signatures(None);
    sheet.signatures[0].caption = w.say("Bon pour accord, date et signature", "موافقة: التاريخ والتوقيع", "Approved: date and signature");
    sheet.barcode = None;
    sheet
}

fn shipment(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Bon d'envoi", "وصل إرسال", "Shipment voucher"), "EX-2026-000031");
    sheet.cards[0] = Card {
        title: w.say("Destinataire", "المرسل إليه", "Recipient"),
        heading: w.say("Centre technique Oranie", "المركز التقني للغرب", "Oranie technical centre"),
        facts: vec![w.number(w.say("Téléphone", "الهاتف", "Phone"), "+213 41 00 00 00"), w.fact(w.say("Adresse", "العنوان", "Address"), w.say("Zone industrielle, lot 8, Oran", "المنطقة الصناعية، قطعة 8، وهران", "Industrial zone, lot 8, Oran"))],
    };
    sheet.strip = vec![
        w.fact(w.say("Transporteur", "الناقل", "Carrier"), "Express Ouest"),
        w.number(w.say("N° de suivi", "رقم التتبع", "Tracking"), "EO 4410 0000 DZ"),
        w.number(w.say("Valeur déclarée", "القيمة المصرّح بها", "Declared value"), w.money(95_000)),
        w.fact(w.say("Retour prévu", "العودة المتوقعة", "Expected back"), "05/12/2026"),
    ];
    sheet.blocks = vec![
        Block::Text { title: w.say("Travail demandé", "العمل المطلوب", "Work requested"), text: w.say("Carte mère : réparation de l'étage d'alimentation 19 V, contrôle au banc.", "اللوحة الأم: إصلاح دارة التغذية 19 V ومراقبتها.", "Motherboard: repair of the 19 V power stage, bench test.") },
        accessories(w),
        photos(w),
    ];
    sheet.signatures = w.signatures(None);
    sheet.signatures[0].title = w.say("Transporteur", "الناقل", "Carrier");
    sheet.tag = Some(tag(w));
    sheet
}

fn release(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Bon de sortie", "وصل خروج", "Release voucher"), "BS-2026-000101");
    sheet.blocks = vec![
        Block::Pair { start: Box::new(fault(w)), end: Box::new(Block::Text { title: w.say("Travaux effectués", "الأشغال المنجزة", "Work done"), text: w.say("Nettoyage complet, ventilateur et batterie remplacés, essais d'une heure en charge.", "تنظيف كامل، استبدال المروحة والبطارية، تجربة ساعة تحت الحمل.", "Full cleaning, new fan and battery, one hour under load.") }) },
        table(w),
        totals(w, vec![w.number(w.say("Payé", "المدفوع", "Paid"), w.money(42_007))]),
        Block::Notice { text: w.say("Garantie jusqu'au 26/05/2027 sur les pièces et la main-d'œuvre.", "الضمان إلى غاية 26/05/2027 على القطع واليد العاملة.", "Under warranty until 26/05/2027, parts and labour.") },
    ];
    sheet.signatures = w.signatures(Some(art::signature()));
    sheet.terms = Some(terms(w));
    sheet
}

fn receipt(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Reçu de paiement", "وصل دفع", "Payment receipt"), "RP-2026-000140");
    sheet.cards.truncate(1);
    sheet.blocks = vec![
        Block::Facts {
            title: w.say("Paiement", "الدفع", "Payment"),
            facts: vec![
                w.number(w.say("Montant", "المبلغ", "Amount"), w.money(42_000)),
                w.fact(w.say("Mode", "الطريقة", "Method"), w.say("Espèces", "نقدًا", "Cash")),
                w.number(w.say("Bon d'entrée", "وصل الاستلام", "Intake voucher"), "BE-2026-000123"),
                w.fact(w.say("Encaissé par", "قبضه", "Taken by"), w.say("Nadia B.", "نادية ب.", "Nadia B.")),
            ],
        },
        Block::Totals {
            note: w.say("Arrêté à la somme de quarante-deux mille dinars.", "حُدّد المبلغ باثنين وأربعين ألف دينار.", "Forty-two thousand dinars."),
            sums: vec![w.number(w.say("Total dû", "المستحق", "Total due"), w.money(42_007))],
            grand: w.number(w.say("Reçu", "المقبوض", "Received"), w.money(42_000)),
            after: vec![w.number(w.say("Reste à payer", "الباقي للدفع", "Due"), w.money(7))],
        },
        notice(w),
    ];
    sheet.signatures = w.signatures(None).split_off(1);
    sheet.barcode = None;
    sheet
}
