//! The seven documents of the shop, filled with an ordinary day.

use crate::art;
use crate::parts::{accessories, base, fault, notice, photos, strip, table, tag, terms, totals};
use crate::words::Words;
use fixili_paper::{Block, Card, Sheet};

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

pub fn deposit(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Récapitulatif de dépôt", "ملخّص الإيداع", "Deposit summary"), "DP-2026-000087");
    sheet.cards.truncate(1);
    sheet.strip = strip(w);
    let column = |title: String, wide| fixili_paper::Column { title, numeric: false, wide };
    let row = |number: &str, name: String, serial: &str, fault: String| {
        vec![number.to_owned(), name, serial.to_owned(), fault]
    };
    sheet.blocks = vec![
        Block::Table {
            title: w.say("Équipements déposés", "الأجهزة المودعة", "Equipment received"),
            columns: vec![
                column(w.say("Bon", "الوصل", "Voucher"), false),
                column(w.say("Équipement", "الجهاز", "Equipment"), false),
                column(w.say("N° de série", "الرقم التسلسلي", "Serial"), false),
                column(w.say("Panne signalée", "العطل", "Fault"), true),
            ],
            rows: vec![
                row(
                    "BE-2026-000123",
                    "Lenovo ThinkPad T14".into(),
                    "PF-2XQ81K",
                    w.say("S'éteint seul après quelques minutes", "ينطفئ وحده بعد بضع دقائق", "Turns itself off"),
                ),
                row(
                    "BE-2026-000124",
                    "HP LaserJet Pro M404".into(),
                    "PHBX000000",
                    w.say("Bourrage papier à chaque page", "انحشار الورق في كل صفحة", "Paper jam on every page"),
                ),
                row(
                    "BE-2026-000125",
                    "Samsung Galaxy A54".into(),
                    "35 000000 000000 0",
                    w.say(
                        "Écran fissuré, tactile inactif en bas",
                        "شاشة مكسورة واللمس لا يعمل في الأسفل",
                        "Cracked screen, touch dead at the bottom",
                    ),
                ),
            ],
        },
        Block::Notice {
            text: w.say(
                "Chaque équipement a son propre bon d'entrée et se suit séparément.",
                "لكل جهاز وصل استلام خاص به ويُتابع على حدة.",
                "Each item has its own intake voucher and is followed separately.",
            ),
        },
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
            start: Box::new(Block::Text {
                title: w.say("État à la réception", "الحالة عند الاستلام", "Condition"),
                text: w.say(
                    "Rayure en bas à droite de l'écran, une vis manquante dessous.",
                    "خدش أسفل يمين الشاشة، برغي ناقص في الأسفل.",
                    "Scratch at the bottom right of the screen, one screw missing.",
                ),
            }),
            end: Box::new(Block::Facts {
                title: w.say("Accord du client", "موافقة الزبون", "Client's agreement"),
                facts: vec![
                    w.number(w.say("Plafond sans devis", "السقف دون تقدير", "Limit without quote"), w.money(5_000)),
                    w.number(w.say("Acompte versé", "تسبيق مدفوع", "Paid in advance"), w.money(2_000)),
                ],
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
        Block::Text {
            title: w.say("Objet", "الموضوع", "Subject"),
            text: w.say(
                "Remise en état du refroidissement et remplacement de la batterie.",
                "إصلاح التبريد واستبدال البطارية.",
                "Cooling repair and battery replacement.",
            ),
        },
        table(w),
        totals(
            w,
            vec![
                w.number(w.say("Acompte déjà versé", "تسبيق مدفوع", "Already paid"), w.money(2_000)),
                w.number(w.say("Reste à payer", "الباقي للدفع", "Due"), w.money(40_007)),
            ],
        ),
    ];
    sheet.terms = Some(terms(w));
    sheet.signatures = w.signatures(None);
    sheet.signatures[0].caption =
        w.say("Bon pour accord, date et signature", "موافقة: التاريخ والتوقيع", "Approved: date and signature");
    sheet.barcode = None;
    sheet
}

fn shipment(w: &Words) -> Sheet {
    let mut sheet = base(w, w.say("Bon d'envoi", "وصل إرسال", "Shipment voucher"), "EX-2026-000031");
    sheet.cards[0] = Card {
        title: w.say("Destinataire", "المرسل إليه", "Recipient"),
        heading: w.say("Centre technique Oranie", "المركز التقني للغرب", "Oranie technical centre"),
        facts: vec![
            w.number(w.say("Téléphone", "الهاتف", "Phone"), "+213 41 00 00 00"),
            w.fact(
                w.say("Adresse", "العنوان", "Address"),
                w.say(
                    "Zone industrielle, lot 8, Oran",
                    "المنطقة الصناعية، قطعة 8، وهران",
                    "Industrial zone, lot 8, Oran",
                ),
            ),
        ],
    };
    sheet.strip = vec![
        w.fact(w.say("Transporteur", "الناقل", "Carrier"), "Express Ouest"),
        w.number(w.say("N° de suivi", "رقم التتبع", "Tracking"), "EO 4410 0000 DZ"),
        w.number(w.say("Valeur déclarée", "القيمة المصرّح بها", "Declared value"), w.money(95_000)),
        w.fact(w.say("Retour prévu", "العودة المتوقعة", "Expected back"), "05/12/2026"),
    ];
    sheet.blocks = vec![
        Block::Text {
            title: w.say("Travail demandé", "العمل المطلوب", "Work requested"),
            text: w.say(
                "Carte mère : réparation de l'étage d'alimentation 19 V, contrôle au banc.",
                "اللوحة الأم: إصلاح دارة التغذية 19 V ومراقبتها.",
                "Motherboard: repair of the 19 V power stage, bench test.",
            ),
        },
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
        Block::Pair {
            start: Box::new(fault(w)),
            end: Box::new(Block::Text {
                title: w.say("Travaux effectués", "الأشغال المنجزة", "Work done"),
                text: w.say(
                    "Nettoyage complet, ventilateur et batterie remplacés, essais d'une heure en charge.",
                    "تنظيف كامل، استبدال المروحة والبطارية، تجربة ساعة تحت الحمل.",
                    "Full cleaning, new fan and battery, one hour under load.",
                ),
            }),
        },
        table(w),
        totals(w, vec![w.number(w.say("Payé", "المدفوع", "Paid"), w.money(42_007))]),
        Block::Notice {
            text: w.say(
                "Garantie jusqu'au 26/05/2027 sur les pièces et la main-d'œuvre.",
                "الضمان إلى غاية 26/05/2027 على القطع واليد العاملة.",
                "Under warranty until 26/05/2027, parts and labour.",
            ),
        },
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
            note: w.say(
                "Arrêté à la somme de quarante-deux mille dinars.",
                "حُدّد المبلغ باثنين وأربعين ألف دينار.",
                "Forty-two thousand dinars.",
            ),
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
