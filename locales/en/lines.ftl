line-part = Part
line-labour = Labour
line-other = Other
