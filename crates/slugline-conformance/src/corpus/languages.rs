//! A sentence in several languages: scripts, directions, letters without cases, words without blanks.

/// A language tag, a headline, and a sentence.
pub(super) const LANGUAGES: [(&str, &str, &str); 13] = [
    ("ar", "العبّارات متوقفة", "لم تغادر أي عبّارة الميناء يوم الاثنين."),
    ("de", "Fähren stehen still", "Keine Fähre verließ am Montag den Hafen, sagte die Behörde."),
    ("el", "Σταμάτησαν τα πλοία", "Κανένα πλοίο δεν έφυγε από το λιμάνι τη Δευτέρα."),
    ("fr", "Les ferries à l’arrêt", "Aucun ferry n’a quitté le port lundi : « Nous attendons. »"),
    ("he", "המעבורות עצרו", "שום מעבורת לא עזבה את הנמל ביום שני."),
    ("hi", "नौकाएँ रुकीं", "सोमवार को बंदरगाह से कोई नौका नहीं निकली।"),
    ("ja", "フェリー停止", "月曜日、港を出たフェリーは一隻もなかった。"),
    ("ko", "여객선 운항 중단", "월요일에 항구를 떠난 배는 없었다."),
    ("ru", "Паромы встали", "Ни один паром не вышел из порта в понедельник."),
    ("th", "เรือข้ามฟากหยุด", "วันจันทร์ไม่มีเรือลำใดออกจากท่า"),
    ("tr", "Feribotlar durdu", "Pazartesi günü İzmir limanından hiçbir feribot ayrılmadı."),
    ("zh-Hans", "渡轮停航", "星期一没有一艘渡轮离开港口。"),
    ("en-x-desk", "Ferries stop \u{1F6A2}", "No ferry left on Monday \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}."),
];
