//! Writes sample documents into a folder, to be looked at: `cargo run -p fixili-paper --example samples -- OUT`.
//!
//! The shop, its clients and every number are invented. `time` as second argument measures one voucher instead.

mod art;
mod hard;
mod parts;
mod thermal;
mod vouchers;
mod words;

use fixili_paper::{Press, Sheet, Struck};
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use words::{LANGS, Words};

/// 24 November 2026, 09:42 UTC.
const AT: i64 = 1_795_513_320;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("usage: samples OUT [time]")?;
    let press = Press::new()?;
    if args.next().as_deref() == Some("time") {
        return measure(&press);
    }
    std::fs::create_dir_all(&out)?;
    for lang in LANGS {
        let words = Words::new(lang);
        for (name, sheet) in vouchers::all(&words) {
            write(&press, &out, &format!("{name}-{lang}"), &sheet)?;
        }
        let mut draft = vouchers::quote(&words);
        draft.watermark = Some(words.say("BROUILLON", "مسودة", "DRAFT"));
        write(&press, &out, &format!("draft-{lang}"), &draft)?;
        let mut void = vouchers::intake(&words);
        void.struck = Some(Struck {
            word: words.say("ANNULÉ", "ملغى", "VOID"),
            line: words.say(
                "Annulé le 25/11/2026 à 09:10 par Nadia B. : saisi deux fois",
                "أُلغي يوم 25/11/2026 09:10 من طرف نادية ب.: سُجّل مرتين",
                "Voided on 25/11/2026 at 09:10 by Nadia B.: entered twice",
            ),
        });
        write(&press, &out, &format!("void-{lang}"), &void)?;
        for (name, sheet) in hard::all(&words) {
            write(&press, &out, &format!("{name}-{lang}"), &sheet)?;
        }
        for (name, piece) in thermal::all(&words) {
            let name = Path::new(&out).join(format!("{name}-{lang}"));
            std::fs::write(name.with_extension("pdf"), press.piece_pdf(&piece, AT)?)?;
            for (resolution, dpi) in thermal::RESOLUTIONS {
                let bitmap = press.raster(&piece, resolution, AT)?;
                thermal::png(&bitmap).save(format!("{}-{dpi}.png", name.display()))?;
            }
        }
    }
    Ok(())
}

fn write(press: &Press, out: &str, name: &str, sheet: &Sheet) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let pdf = press.pdf(sheet, AT).map_err(|error| format!("{name}: {error}"))?;
    println!("{name}: {} kB in {} ms", pdf.len() / 1024, start.elapsed().as_millis());
    std::fs::write(Path::new(out).join(name).with_extension("pdf"), pdf)?;
    Ok(())
}

/// One intake voucher after another, each with another number, as a busy shop would ask.
fn measure(press: &Press) -> Result<(), Box<dyn Error>> {
    for lang in LANGS {
        let mut sheet = vouchers::intake(&Words::new(lang));
        let mut times = Vec::new();
        for n in 0..20 {
            sheet.number = format!("BE-2026-{n:06}");
            sheet.barcode = Some(sheet.number.clone());
            let start = Instant::now();
            press.pdf(&sheet, AT + n)?;
            times.push(start.elapsed());
        }
        let first = times[0];
        times.sort();
        println!("{lang}: first {first:?}, best {:?}, median {:?}", times[0], times[10]);
    }
    Ok(())
}
