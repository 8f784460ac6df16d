till-more-than-due = أكثر من المتبقي للدفع. ما يُدفع مسبقا هو تسبيق.
till-given = ما أعطاه الزبون
till-given-hint = لا يُسجَّل: يحسب ما تعيده.
till-to-give = يُعاد:
