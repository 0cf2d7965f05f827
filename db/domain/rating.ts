/** RAT-02, X-19: a message that is an integer from 0 to 10, and nothing else, is a grade. */
export function gradeOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,2}$/.test(trimmed)) return undefined;
  const grade = Number(trimmed);
  return grade <= 10 ? grade : undefined;
}
