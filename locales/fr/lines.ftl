line-part = Pièce
line-labour = Main-d'œuvre
line-other = Autre
