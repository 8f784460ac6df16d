priority-low = Basse
priority-normal = Normale
priority-high = Haute
priority-urgent = Urgente
