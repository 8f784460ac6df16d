// A shop in the middle of its week: repair files in every state, built through the JSON API.

const DINAR = 100;
const ONE = 1_000;

/** Fills the shop; `nadia` is its manager. */
export async function fillShop(nadia) {
  const post = (path, body = {}) => nadia.call("POST", path, body);
  const people = (await nadia.call("GET", "/clients")).rows;
  const client = (name) => people.find((one) => one.name.includes(name)).id;
  const deposit = async (who, brand, model, fault, more = {}) => {
    const item = { equipment: { category: more.category ?? "PC portable", brand, model, serial: more.serial ?? "" }, fault, ...more };
    return (await post("/deposits", { client_id: client(who), depositor_name: more.depositor ?? "", items: [item] })).intakes[0];
  };
  const open = (intake) => post(`/intakes/${intake.id}/intervention`);
  const part = (sheet, label, price, more = {}) => post(`/interventions/${sheet}/parts`, { label, quantity: ONE, unit_price: price * DINAR, ...more });
  const labour = (sheet, minutes) => post(`/interventions/${sheet}/labour`, { minutes, label: "Démontage et remplacement" });
  const work = async (intake, ...parts) => {
    const sheet = (await open(intake)).intervention.id;
    for (const [label, price, more] of parts) await part(sheet, label, price, more);
    await labour(sheet, 90);
    return sheet;
  };

  const company = client("Garage Benali");
  await post(`/clients/${company}/contacts`, { name: "Sofiane Benali", title: "Gérant", phone: "0550 12 34 56", sees_all: true });
  await post("/clients", { kind: "individual", name: "Amine Belkacem", phone: "0661 90 80 70", warning: "Demande toujours la facture." });

  // waits for the bench, urgent, with everything that can be said of a deposit
  const waiting = await deposit("Zerrouki", "HP", "Pavilion 15", "Ne démarre plus depuis une mise à jour, ventilateur bruyant.", {
    serial: "5CD1234XYZ", priority: "urgent", accessories: ["Chargeur", "Sacoche"], condition: "Rayure sur le capot", requested: "Sauvegarder les photos",
    warranty: "manufacturer", warranty_until: 20281231, warranty_invoice: "FA-2025-118", spending_limit: 15_000 * DINAR, shelf: "B2", code: "2580", depositor: "Yacine Zerrouki",
  });
  await post(`/intakes/${waiting.id}/notes`, { body: "A demandé qu'on la rappelle avant midi.\nParle arabe." });
  await post(`/intakes/${waiting.id}/payments`, { amount: 2_000 * DINAR, kind: "deposit", means: "cash" });

  // a part is awaited
  const parted = await deposit("مرابط", "Samsung", "Galaxy A54", "الشاشة مكسورة", { category: "Téléphone", serial: "356938035643809" });
  await work(parted, ["Écran Galaxy A54", 18_500, { awaited: true, supplier: "Phone Parts Alger", expected_on: 20300101, reference: "GH82-31232A" }]);

  // quotes: one waits for its answer, one is a draft after a refusal
  const quoted = await deposit("Garage Benali", "Epson", "EcoTank L3250", "Bourrage papier à chaque impression", { category: "Imprimante", depositor: "Kamel" });
  await work(quoted, ["Kit d'entraînement papier", 4_200], ["Buse de rechange d'origine constructeur pour tête d'impression", 9_800]);
  const offer = await post(`/intakes/${quoted.id}/quotes`, { note: "Pièces disponibles sous huit jours.", valid_until: 20301231, discount_share: 500 });
  await post(`/quotes/${offer.id}/sending`, { version: offer.version, wait: true });
  const refused = await deposit("Mansouri", "Apple", "MacBook Air M1", "Liquide renversé sur le clavier");
  await work(refused, ["Clavier complet", 32_000]);
  const first = await post(`/intakes/${refused.id}/quotes`, { valid_until: 20301231 });
  await post(`/quotes/${first.id}/sending`, { version: first.version, wait: false });
  await post(`/quotes/${first.id}/answer`, { accepted: false, way: "phone", name: "Leïla Mansouri", phone: "0770 11 22 33", reason: "Trop cher" });
  await post(`/quotes/${first.id}/revision`);

  // away, and another one ready to go
  const away = await deposit("Garage Benali", "Dell", "Latitude 5420", "Écran noir, voyant orange", { warranty: "manufacturer", serial: "7XK2M93" });
  await open(away);
  const out = await post(`/intakes/${away.id}/shipments`, { partner_name: "Dell Service Alger", carrier: "Yalidine", tracking_number: "YAL-88213", expected_on: 20300115, erasure_consent: "forbidden", under_warranty: true, contents: "PC et chargeur" });
  await post(`/shipments/${out.id}/dispatch`);
  const packed = await deposit("Zerrouki", "Canon", "EOS 250D", "Objectif bloqué", { category: "Autre" });
  await post(`/intakes/${packed.id}/shipments`, { partner_name: "Photo Service Oran", erasure_consent: "asked_not" });

  // ready, released, voided
  const ready = await deposit("مرابط", "Asus", "ROG Strix", "Surchauffe");
  const readySheet = await work(ready, ["Pâte thermique", 1_500]);
  const { version } = (await nadia.call("GET", `/interventions/${readySheet}`)).intervention;
  await nadia.call("PUT", `/interventions/${readySheet}`, { version, diagnosis: "Ventilateur bouché par la poussière.", report: "Nettoyage complet, pâte thermique changée.\nTempérature en charge : 78 °C." });
  await post(`/interventions/${readySheet}/completion`, { outcome: "repaired" });
  const gone = await deposit("Mansouri", "Xiaomi", "Redmi Note 12", "Ne charge plus", { category: "Téléphone", accessories: ["Coque"] });
  const goneSheet = await work(gone, ["Connecteur USB-C", 2_500]);
  await post(`/interventions/${goneSheet}/completion`, { outcome: "repaired" });
  const { left } = await nadia.call("GET", `/intakes/${gone.id}/dues`);
  await post(`/intakes/${gone.id}/payments`, { amount: left, kind: "balance", means: "card" });
  await post(`/intakes/${gone.id}/release`, { collector: "client", repair_warranty_days: 90, accessories_back: ["Coque"] });
  const mistake = await deposit("Zerrouki", "HP", "DeskJet", "Saisi deux fois", { category: "Imprimante" });
  await post(`/intakes/${mistake.id}/void`, { reason: "Saisi deux fois" });

  // software
  const ticket = (who, software, problem, priority) => post("/tickets", { client_id: client(who), software, problem, priority });
  await ticket("Garage Benali", "Sage 100", "L'impression des factures s'arrête à la deuxième page.", "high");
  const taken = await ticket("Zerrouki", "Windows 11", "Compte local verrouillé.", "normal");
  await post(`/tickets/${taken.id}/take`);
  await post(`/tickets/${taken.id}/notes`, { body: "Mot de passe réinitialisé, à vérifier avec elle." });
  return { waiting, parted, quoted, refused, away, packed, ready, gone, mistake };
}
