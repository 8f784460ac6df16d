line-part = قطعة غيار
line-labour = يد عاملة
line-other = أخرى
