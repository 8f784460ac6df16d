find-title = Search
find-for = Search: { $asked }
find-nothing = Nothing found.
find-hint = Try a part of the name, four digits of the phone, the serial number or the voucher’s number.
