//! The repair files of the demo, in every state and hold.

use super::story::{Act, File, brought, day, now};
use crate::{
    intakes::{Outcome, Warranty},
    payments::{Means, PaymentKind},
    priority::Priority,
    quotes::AnswerWay,
    shipments::ShipmentResult,
};

/// Every file.
pub(super) fn files() -> Vec<File> {
    let mut out = awaiting();
    out.extend(in_progress());
    out.extend(on_hold());
    out.extend(quoted());
    out.extend(away());
    out.extend(completed());
    out.extend(released());
    out
}

fn awaiting() -> Vec<File> {
    vec![
        brought(now(25), "Yasmine Kaci", "Smartphone|Samsung|Galaxy A54|R58W30ABCDE", "Écran fissuré après une chute")
            .with("Coque", "A1")
            .looks("Vitre fissurée en haut à gauche, dos intact")
            .locked("2580")
            .promised(2),
        brought(now(70), "عبد القادر زياني", "PC portable|Lenovo|IdeaPad 3|PF3K81QX", "لا يشتغل بعد انقطاع الكهرباء")
            .with("Chargeur", "A2")
            .asks("الاحتفاظ بالصور والوثائق")
            .priority(Priority::Urgent)
            .promised(1),
        brought(
            day(1, 9, 40),
            "SARL Garage Benali",
            "Imprimante|HP|LaserJet M428|VNB3R12345",
            "Bourrage papier à chaque page",
        )
        .by("Sofiane, atelier mécanique")
        .with("Câble", "C3")
        .promised(3),
        brought(day(1, 15, 20), "Leïla Mansouri", "Tablette|Lenovo|Tab M10|HA1R7TZ9", "Ne charge plus")
            .with("Chargeur, Câble", "A3"),
        brought(day(2, 10, 5), "Houria Cherif", "PC de bureau|Dell|OptiPlex 3080|7XK2M13", "Écran bleu au démarrage")
            .with("", "B1")
            .asks("Sauvegarder le dossier Comptabilité")
            .priority(Priority::High)
            .promised(1)
            .then(day(1, 8, 50), Act::Note("Mot de passe Windows à demander : la cliente rappelle demain.")),
        brought(
            day(6, 11, 15),
            "Rachid Meziane",
            "Onduleur|APC|Back-UPS 650|4B2019P45678",
            "Bip continu, coupe au bout d'une minute",
        )
        .with("", "C1")
        .promised(-2),
    ]
}

fn in_progress() -> Vec<File> {
    vec![
        brought(
            day(2, 14, 30),
            "Amine Belkacem",
            "PC portable|HP|Pavilion 15|5CD0412KLM",
            "Surchauffe et s'éteint seul",
        )
        .with("Chargeur, Sacoche", "A4")
        .promised(1)
        .then(day(1, 10, 0), Act::Open)
        .then(day(1, 10, 0), Act::Write("Ventilateur encrassé, pâte thermique sèche.", ""))
        .then(now(50), Act::Part("Pâte thermique", "MX-4", 900))
        .then(now(50), Act::Labour(45, "Démontage et nettoyage")),
        brought(
            day(3, 9, 0),
            "SARL Garage Benali",
            "PC de bureau|HP|ProDesk 400|CZC9381ABC",
            "Très lent, logiciel de caisse bloqué",
        )
        .by("Imène Saïdi")
        .with("", "B2")
        .priority(Priority::Urgent)
        .promised(-1)
        .then(day(3, 10, 30), Act::Open)
        .then(
            day(2, 9, 20),
            Act::Write("Disque dur en fin de vie, secteurs réalloués.", "Clonage vers un SSD en cours."),
        )
        .then(day(2, 9, 20), Act::Part("SSD 500 Go", "SA400S37/480G", 7_500))
        .then(day(1, 9, 0), Act::HandOver)
        .then(day(1, 9, 0), Act::Note("Karim est en formation : Nadia termine le clonage.")),
        brought(day(4, 16, 10), "محمد الأمين قادري", "Console|Sony|PlayStation 4|CUH2216A0", "لا تظهر الصورة على الشاشة")
            .with("Câble", "B3")
            .then(day(2, 13, 30), Act::Open)
            .then(day(2, 13, 30), Act::Write("Port HDMI arraché.", "")),
        brought(
            day(5, 10, 45),
            "Sabrina Ould Ali",
            "PC portable|Asus|VivoBook X515|M9N0CV12",
            "Clavier : plusieurs touches mortes",
        )
        .with("Chargeur", "A1")
        .then(day(4, 9, 0), Act::Open)
        .then(day(4, 9, 0), Act::Write("Nappe de clavier oxydée, remplacement nécessaire.", ""))
        .then(day(4, 9, 0), Act::Order("Clavier AZERTY X515", 4_200, "Grossiste Oran Pièces", 1))
        .then(now(90), Act::Arrive),
    ]
}

fn on_hold() -> Vec<File> {
    vec![
        brought(
            day(7, 9, 30),
            "Fatima Zerrouki",
            "PC portable|HP|Pavilion 14|5CD9120K4L",
            "Batterie qui ne tient plus dix minutes",
        )
        .with("Chargeur, Sacoche", "A2")
        .promised(3)
        .then(day(6, 10, 0), Act::Open)
        .then(day(6, 10, 0), Act::Write("Batterie à 22 % de sa capacité.", ""))
        .then(day(6, 10, 0), Act::Order("Batterie HT03XL", 6_800, "Grossiste Oran Pièces", 2)),
        brought(
            day(9, 14, 0),
            "Nassim Haddouche",
            "Smartphone|Xiaomi|Redmi Note 12|862345067891234",
            "Ne charge plus, port abîmé",
        )
        .with("", "B1")
        .locked("1470")
        .promised(-3)
        .then(day(8, 9, 30), Act::Open)
        .then(day(8, 9, 30), Act::Write("Connecteur de charge arraché, carte saine.", ""))
        .then(day(8, 9, 30), Act::Order("Connecteur USB-C Redmi Note 12", 1_500, "Alger GSM Pièces", -2))
        .then(day(2, 11, 0), Act::Note("Fournisseur relancé : livraison promise pour cette semaine.")),
        brought(
            day(8, 15, 30),
            "EURL Optique Lumière",
            "Serveur|Dell|PowerEdge T150|5FG8K24",
            "Un disque du RAID en défaut",
        )
        .by("Djamila Ferhat")
        .with("", "C2")
        .priority(Priority::High)
        .warranty(Warranty::Manufacturer)
        .then(day(8, 16, 10), Act::Open)
        .then(day(8, 16, 10), Act::Write("Disque 2 hors service ; RAID 1 dégradé, données intactes.", ""))
        .then(day(8, 16, 10), Act::Order("Disque SAS 2 To", 31_000, "Distributeur Dell Algérie", 4)),
        brought(day(5, 13, 40), "سعاد بن عيسى", "Écran|LG|27UL500|905NTABCD123", "خطوط عمودية على الشاشة")
            .with("Câble", "C4")
            .then(day(4, 14, 0), Act::Open)
            .then(day(4, 14, 0), Act::Write("Dalle à reprendre sur la station de soudure.", ""))
            .then(day(4, 14, 0), Act::WaitLabour),
    ]
}

fn quoted() -> Vec<File> {
    vec![
        brought(
            day(4, 9, 15),
            "Leïla Mansouri",
            "PC portable|Apple|MacBook Air|C02XK1ABJK7L",
            "Café renversé sur le clavier",
        )
        .with("Chargeur", "B4")
        .looks("Traces de liquide sur le clavier, coin bas rayé")
        .then(day(3, 9, 0), Act::Open)
        .then(day(3, 9, 0), Act::Write("Oxydation du clavier et du connecteur de batterie.", ""))
        .then(day(3, 9, 0), Act::Part("Clavier rétroéclairé", "A2179", 21_000))
        .then(day(3, 9, 0), Act::Labour(150, "Nettoyage aux ultrasons et remplacement"))
        .then(day(3, 11, 0), Act::Quote),
        brought(
            day(6, 10, 20),
            "EURL Optique Lumière",
            "Imprimante|Epson|EcoTank L6270|X8KD012345",
            "Têtes bouchées, lignes blanches",
        )
        .by("Djamila Ferhat")
        .with("Câble", "C3")
        .then(day(5, 10, 0), Act::Open)
        .then(day(5, 10, 0), Act::Write("Tête d'impression à remplacer.", ""))
        .then(day(5, 10, 0), Act::Part("Tête d'impression", "F9E5000", 16_500))
        .then(day(5, 10, 0), Act::Labour(60, ""))
        .then(day(4, 15, 0), Act::Quote),
        brought(
            day(8, 11, 0),
            "Amine Belkacem",
            "PC de bureau|Assemblé|Tour Ryzen 5|",
            "Ne démarre plus, odeur de brûlé",
        )
        .with("", "B2")
        .promised(1)
        .then(day(7, 9, 0), Act::Open)
        .then(day(7, 9, 0), Act::Write("Alimentation en court-circuit, carte mère intacte.", ""))
        .then(day(7, 9, 0), Act::Part("Alimentation 550 W", "MWE-550", 9_800))
        .then(day(7, 9, 0), Act::Labour(90, ""))
        .then(day(7, 14, 0), Act::Quote)
        .then(day(5, 10, 0), Act::Accept(AnswerWay::Phone))
        .then(day(5, 10, 0), Act::Pay(PaymentKind::Deposit, Means::Cash, 5_000)),
        brought(
            day(10, 9, 50),
            "Rachid Meziane",
            "Tout-en-un|HP|All-in-One 24|8CG0451XYZ",
            "Écran noir, le son marche",
        )
        .with("Câble", "C2")
        .then(day(9, 9, 0), Act::Open)
        .then(day(9, 9, 0), Act::Write("Dalle cassée : remplacement complet.", ""))
        .then(day(9, 9, 0), Act::Part("Dalle 23,8\"", "L42357", 38_000))
        .then(day(9, 9, 0), Act::Labour(120, ""))
        .then(day(9, 13, 0), Act::Quote)
        .then(day(6, 9, 0), Act::Refuse("Trop cher pour l'âge de la machine"))
        .then(day(6, 10, 0), Act::Complete(Outcome::QuoteRefused)),
    ]
}

fn away() -> Vec<File> {
    vec![
        brought(day(9, 10, 0), "Houria Cherif", "Smartphone|Apple|iPhone 12|F17DK2ABCDE5", "Face ID en panne")
            .with("Coque", "A3")
            .locked("135790")
            .then(day(8, 14, 0), Act::Open)
            .then(day(8, 14, 0), Act::Write("Module caméra avant à réappairer : centre agréé.", ""))
            .then(day(7, 10, 0), Act::Ship("Centre agréé Alger", "Yalidine", 2)),
        brought(
            day(12, 15, 0),
            "SARL Garage Benali",
            "Disque dur|Seagate|Expansion 2 To|NA8F1234",
            "Disque tombé, n'est plus reconnu",
        )
        .by("Mourad Benali")
        .asks("Récupérer les factures 2025")
        .priority(Priority::High)
        .then(day(11, 9, 0), Act::Open)
        .then(day(11, 9, 0), Act::Write("Têtes collées : salle blanche.", ""))
        .then(day(10, 9, 0), Act::Ship("Labo Données Constantine", "EMS", -1)),
        brought(
            day(13, 9, 20),
            "Nassim Haddouche",
            "PC portable|Acer|Aspire 5|NXHS5EF00",
            "Charnière cassée, coque fendue",
        )
        .with("Chargeur", "A4")
        .warranty(Warranty::Manufacturer)
        .then(day(12, 9, 0), Act::Open)
        .then(day(12, 10, 0), Act::Ship("Acer Service Oran", "Transporteur Oran", 0))
        .then(day(2, 11, 0), Act::Receive(ShipmentResult::Repaired, "Charnières et capot remplacés", 0)),
    ]
}

fn completed() -> Vec<File> {
    vec![
        brought(day(5, 9, 10), "Yasmine Kaci", "PC portable|Dell|Inspiron 3511|4KX91N3", "Windows ne démarre plus")
            .with("Chargeur", "B3")
            .mended(
                day(3, 14, 0),
                "Système corrompu après une mise à jour.",
                "Réparation du démarrage, mises à jour faites.",
                90,
            ),
        brought(day(6, 14, 45), "محمد الأمين قادري", "Smartphone|Samsung|Galaxy S21|R5CR30ABCDE", "البطارية تفرغ بسرعة")
            .with("", "B4")
            .then(day(4, 10, 0), Act::Open)
            .then(day(4, 10, 0), Act::Write("Batterie gonflée.", "Batterie remplacée, étanchéité refaite."))
            .then(day(4, 10, 0), Act::Part("Batterie Galaxy S21", "EB-BG991", 4_900))
            .then(day(4, 10, 0), Act::Labour(40, ""))
            .then(day(4, 10, 0), Act::Complete(Outcome::Repaired)),
        brought(day(14, 10, 30), "Sabrina Ould Ali", "Imprimante|Canon|Pixma G3411|KLTA12345", "Erreur 5B00")
            .with("Câble", "C1")
            .then(day(12, 9, 0), Act::Open)
            .then(day(12, 9, 0), Act::Write("Tampon d'encre saturé, carte logique en panne.", "Pièces introuvables."))
            .then(day(12, 9, 0), Act::Complete(Outcome::NotRepairable))
            .then(day(5, 9, 0), Act::Note("Appelée deux fois, ne répond pas.")),
        brought(day(4, 11, 30), "سعاد بن عيسى", "Réseau|TP-Link|Archer C6|2219ABC0123", "ينقطع الاتصال باستمرار")
            .with("", "C4")
            .then(day(3, 15, 0), Act::Open)
            .then(day(3, 15, 0), Act::Write("Aucun défaut après 24 h de test.", "Micrologiciel mis à jour."))
            .then(day(2, 15, 0), Act::Complete(Outcome::NoFault)),
    ]
}

fn released() -> Vec<File> {
    vec![
        brought(day(14, 9, 0), "Fatima Zerrouki", "Smartphone|Oppo|A78|866789054321098", "Écran cassé")
            .with("Coque", "")
            .then(day(13, 10, 0), Act::Open)
            .then(day(13, 10, 0), Act::Write("Vitre et dalle cassées.", "Bloc écran remplacé, tests tactiles bons."))
            .then(day(13, 10, 0), Act::Part("Bloc écran A78", "OP-A78-LCD", 11_500))
            .then(day(13, 10, 0), Act::Labour(60, ""))
            .then(day(12, 9, 0), Act::Complete(Outcome::Repaired))
            .then(day(10, 10, 0), Act::PayRest(Means::Cash))
            .then(day(10, 10, 0), Act::Release),
        brought(
            now(40),
            "Fatima Zerrouki",
            "Smartphone|Oppo|A78|866789054321098",
            "Le tactile ne répond plus en bas de l'écran",
        )
        .with("Coque", "A1")
        .warranty(Warranty::Repair)
        .priority(Priority::High)
        .then(now(30), Act::Open)
        .then(now(30), Act::Covered),
        brought(
            day(13, 11, 20),
            "EURL Optique Lumière",
            "PC portable|Lenovo|ThinkPad E14|PF2X1ABC",
            "Écran qui clignote",
        )
        .by("Djamila Ferhat")
        .with("Chargeur", "")
        .then(day(12, 14, 0), Act::Open)
        .then(day(12, 14, 0), Act::Write("Nappe d'écran abîmée.", "Nappe remplacée."))
        .then(day(12, 14, 0), Act::Part("Nappe eDP 30 broches", "5C10Z", 3_200))
        .then(day(12, 14, 0), Act::Labour(75, ""))
        .then(day(11, 10, 0), Act::Complete(Outcome::Repaired))
        .then(day(9, 9, 0), Act::Release)
        .then(day(3, 9, 0), Act::PayRest(Means::Transfer)),
        brought(
            day(12, 10, 10),
            "Leïla Mansouri",
            "Console|Nintendo|Switch|XKE10012345678",
            "Manette gauche qui dérive",
        )
        .with("", "")
        .mended(day(11, 14, 0), "Joystick usé.", "Joystick remplacé, calibrage fait.", 45)
        .then(day(8, 16, 0), Act::PayRest(Means::Card))
        .then(day(8, 16, 0), Act::Release),
        brought(day(11, 9, 30), "عبد القادر زياني", "PC de bureau|HP|EliteDesk 800|CZC7412DEF", "فيروس وبطء شديد")
            .with("", "")
            .mended(day(10, 9, 0), "Logiciels malveillants.", "Nettoyage, sauvegarde et antivirus installé.", 120)
            .then(day(7, 11, 0), Act::PayRest(Means::Cash))
            .then(day(7, 11, 0), Act::Release),
        brought(day(10, 15, 40), "ياسين مرابط", "Tablette|Samsung|Tab A8|R9WT30ABCDE", "لا تشحن")
            .with("Chargeur", "")
            .then(day(9, 10, 0), Act::Withdraw("Le client en a besoin pour un examen et la reprend."))
            .then(day(9, 10, 0), Act::Note("Reviendra après les examens.")),
        brought(day(11, 16, 0), "Amine Belkacem", "Écran|Samsung|S24F350|ZZJTH4ZK", "Ne s'allume pas")
            .with("Câble", "")
            .then(day(10, 14, 0), Act::Open)
            .then(day(10, 14, 0), Act::Write("Carte d'alimentation brûlée.", ""))
            .then(day(10, 14, 0), Act::Part("Carte d'alimentation", "BN44", 7_000))
            .then(day(10, 15, 0), Act::Quote)
            .then(day(8, 9, 0), Act::Refuse("Préfère en acheter un neuf"))
            .then(day(8, 10, 0), Act::Complete(Outcome::QuoteRefused))
            .then(day(7, 9, 0), Act::PayRest(Means::Cash))
            .then(day(7, 9, 0), Act::Release),
        brought(day(3, 10, 0), "Houria Cherif", "PC de bureau|Dell|OptiPlex 3080|7XK2M13", "Écran bleu")
            .then(day(3, 10, 0), Act::Void("Saisi deux fois")),
    ]
}
