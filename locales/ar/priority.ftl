priority-low = منخفضة
priority-normal = عادية
priority-high = عالية
priority-urgent = مستعجلة
