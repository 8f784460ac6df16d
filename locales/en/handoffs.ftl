handoffs-photos = Photos from a phone
handoffs-signature = Signature on a phone
handoffs-take = Take a photo
handoffs-choose = Choose photos
handoffs-send = Send
handoffs-done = I am done
handoffs-sending = Sending
handoffs-failed = It was not sent: the connection may be lost.
handoffs-retry = Try again
handoffs-none-yet = Nothing was sent yet.
handoffs-until = This page works until { $time }.
handoffs-thanks = Thank you
handoffs-thanks-photos = It arrived at the counter. You may close this page.
handoffs-thanks-signature = Your signature arrived at the counter. You may close this page.
handoffs-expired = This page is no longer valid
handoffs-over = This page was used already or its time is over. Ask for a new code at the counter.
handoffs-code = QR code to scan with the phone
handoffs-scan = Scan this code with the phone's camera.
handoffs-link = Open the page here
handoffs-ended = Done.
handoffs-end = Close the code
handoffs-back = Back to the file
handoffs-phone = From a phone
handoffs-refresh = Refresh the photos
handoffs-sent = { $count ->
    [one] { $count } photo sent
   *[other] { $count } photos sent
  }
handoffs-unreachable = A phone cannot open this page: the server's public address is that of this machine alone.
