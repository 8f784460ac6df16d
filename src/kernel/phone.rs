//! Phone numbers: stored E.164, shown as the country writes them.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};

/// Reads a number in any usual writing; `region` (ISO, e.g. `DZ`) is assumed where no country is given.
pub fn parse(text: &str, region: &str) -> Option<String> {
    let western: String = text
        .chars()
        .map(|c| super::fold::fold(&c.to_string()).chars().next().filter(char::is_ascii_digit).unwrap_or(c))
        .collect();
    let number = PHONE_NUMBER_UTIL.parse(&western, region.parse::<Region>().ok()).ok()?;
    let e164 = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned();
    let good = PHONE_NUMBER_UTIL.is_valid_number(&number) || is_algerian_mobile(&e164);
    good.then_some(e164)
}

/// 05, 06 or 07 and eight digits (PRODUCT.md §8). The library lists the ranges that operators have been given so far, and
/// would refuse a number of the next one.
fn is_algerian_mobile(e164: &str) -> bool {
    let national = e164.strip_prefix("+213").unwrap_or_default();
    national.len() == 9 && national.starts_with(['5', '6', '7'])
}

/// Whether a stored number can receive an SMS.
pub fn is_mobile(e164: &str) -> bool {
    is_algerian_mobile(e164)
        || PHONE_NUMBER_UTIL.parse(e164, None).is_ok_and(|number| {
            matches!(
                PHONE_NUMBER_UTIL.get_number_type(&number),
                PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile
            )
        })
}

/// National for the shop's own country (`0551 70 60 50`, `043 26 12 34`), international for others.
pub fn show(e164: &str, region: &str) -> String {
    if region == "DZ" && is_algerian_mobile(e164) {
        return algerian(&e164.replacen("+213", "0", 1));
    }
    let Ok(number) = PHONE_NUMBER_UTIL.parse(e164, None) else { return e164.to_owned() };
    let at_home = PHONE_NUMBER_UTIL.get_region_for_number(&number).is_some_and(|home| region.parse() == Ok(home));
    if !at_home {
        return PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::International).into_owned();
    }
    let national = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::National).into_owned();
    if region == "DZ" { algerian(&national) } else { national }
}

/// Algerian habit: mobiles 4-2-2-2, fixed lines 3-2-2-2.
fn algerian(national: &str) -> String {
    let digits: String = national.chars().filter(char::is_ascii_digit).collect();
    let head = if digits.len() == 10 { 4 } else { 3 };
    if digits.len() < 9 || digits.len() > 10 {
        return national.to_owned();
    }
    let mut out = digits[..head].to_owned();
    for pair in digits.as_bytes()[head..].chunks(2) {
        out.push(' ');
        out.extend(pair.iter().map(|b| char::from(*b)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algerian_numbers_in_any_writing() {
        for text in ["0551 70 60 50", "0551.70.60.50", "+213 551 70 60 50", "00213551706050", "٠٥٥١٧٠٦٠٥٠"] {
            assert_eq!(parse(text, "DZ").as_deref(), Some("+213551706050"), "{text}");
        }
        assert_eq!(show("+213551706050", "DZ"), "0551 70 60 50");
        assert_eq!(show("+21343261234", "DZ"), "043 26 12 34");
        assert!(is_mobile("+213551706050") && !is_mobile("+21343261234"));
        assert_eq!(parse("0517 46 18 81", "DZ").as_deref(), Some("+213517461881"));
        assert!(is_mobile("+213517461881"));
        assert_eq!(show("+213517461881", "DZ"), "0517 46 18 81");
        assert_eq!(parse("0817 46 18 81", "DZ"), None);
        assert_eq!(parse("12", "DZ"), None);
        assert_eq!(show("+33630453406", "DZ"), "+33 6 30 45 34 06");
    }
}
