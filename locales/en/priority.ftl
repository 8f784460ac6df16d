priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent
