using static PovertyPlatform.HouseholdService.Domain.Imports.Findings.FindingLevel;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Findings;

/// <summary>Every code that an import can answer, with what it means and what to do. Codes are stable; programs may rely on them.</summary>
public static class FindingCatalogue
{
    /// <summary>The catalogue.</summary>
    public static readonly IReadOnlyDictionary<string, FindingText> All = new Dictionary<string, FindingText>(StringComparer.Ordinal)
    {
        // The file as a whole.
        ["empty-file"] = new(Fault, "Tệp rỗng; hãy chọn lại tệp danh sách.", "The file is empty; choose the list again."),
        ["not-a-workbook"] = new(Fault, "Đây không phải tệp Excel (.xlsx) hay CSV; hãy lưu danh sách ở một trong hai dạng này.", "This is neither an Excel workbook (.xlsx) nor CSV; save the list as one of them."),
        ["password-protected"] = new(Fault, "Tệp được đặt mật khẩu; hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi gửi lại.", "The workbook is protected by a password; remove it (File > Info > Protect Workbook) and send it again."),
        ["legacy-too-large"] = new(Fault, "Tệp Excel kiểu cũ (.xls) lớn hơn {0} MB; hãy lưu lại thành .xlsx.", "Old Excel files (.xls) are taken up to {0} MB; save it as .xlsx."),
        ["macro-enabled"] = new(Fault, "Tệp chứa macro (.xlsm); vì an toàn chỉ nhận tệp không có macro: hãy lưu lại thành .xlsx.", "The workbook contains macros (.xlsm); for safety only workbooks without macros are taken: save it as .xlsx."),
        ["zip-bomb"] = new(Fault, "Tệp khi giải nén lớn bất thường nên bị từ chối; hãy xóa các dòng, cột trống có định dạng và lưu lại.", "Unpacked, the file is unusually large and was refused; delete formatted empty rows and columns and save it again."),
        ["truncated"] = new(Fault, "Tệp bị thiếu phần cuối (tải lên hoặc sao chép dở dang); hãy gửi lại.", "The end of the file is missing (an unfinished upload or copy); send it again."),
        ["workbook-damaged"] = new(Fault, "Tệp Excel bị hỏng; hãy mở, kiểm tra và lưu lại.", "The workbook is damaged; open it, check it and save it again."),
        ["too-many-texts"] = new(Fault, "Tệp có quá nhiều chữ khác nhau; hãy chia danh sách thành nhiều tệp.", "The workbook holds too many different texts; split the list into several files."),
        ["csv-not-utf8"] = new(Fault, "Tệp CSV không theo mã UTF-8; trong Excel hãy chọn Lưu thành > CSV UTF-8.", "The CSV file is not UTF-8; in Excel choose Save As > CSV UTF-8."),
        ["csv-quotes"] = new(Fault, "Dấu ngoặc kép không khép ở dòng này; hãy sửa rồi gửi lại.", "A quotation mark is not closed in this row; correct it and send the file again."),
        ["no-header"] = new(Fault, "Không tìm thấy dòng tiêu đề. Cần có các cột: {0}.", "No header row was found. These columns are needed: {0}."),
        ["header-incomplete"] = new(Fault, "Dòng tiêu đề thiếu cột: {0}.", "The header lacks these columns: {0}."),
        ["header-rows-swapped"] = new(Fault, "Hai dòng tiêu đề bị đảo: dòng nhóm (ví dụ Năm sinh) phải nằm trên dòng con (Nam, Nữ).", "Two header rows are swapped: the group (for example Năm sinh) must stand above its sub-headings (Nam, Nữ)."),
        ["heading-twice"] = new(Fault, "Hai cột {0} và {1} cùng mang nghĩa “{2}”; hãy xóa hoặc đổi tên một cột.", "Columns {0} and {1} both mean “{2}”; delete or rename one."),
        ["indicators-incomplete"] = new(Fault, "Thiếu cột chỉ số: {0}. Phải có đủ các chỉ số thiếu hụt, hoặc không có cột nào.", "Indicator columns are missing: {0}. A list has all of them or none."),
        ["no-households"] = new(Fault, "Dưới dòng tiêu đề không có hộ nào.", "There is no household below the header."),
        ["no-standard"] = new(Fault, "Không có chuẩn nghèo cho năm {0}.", "No poverty standard is known for the year {0}."),

        // Rows and blocks.
        ["household-number-missing"] = new(Fault, "Thiếu số thứ tự hộ hoặc mã hộ ở dòng đầu của hộ.", "The first row of the household has neither its number nor its code."),
        ["row-unclear"] = new(Fault, "Không rõ dòng này là thành viên hay ghi chú; hãy điền đủ hoặc xóa dòng.", "It is unclear whether this row is a member or a note; fill it in or delete it."),
        ["no-head"] = new(Fault, "Hộ không có ai là “Chủ hộ”; hãy ghi quan hệ của chủ hộ.", "Nobody in the household is “Chủ hộ”; mark the head."),
        ["two-heads"] = new(Fault, "Hộ có hai chủ hộ; nếu đây là hộ khác, hãy ghi số thứ tự hộ ở dòng này.", "The household has two heads; if this is another household, give it its number in this row."),
        ["too-many-members"] = new(Fault, "Hộ có quá 99 thành viên; hãy kiểm tra số thứ tự hộ của các dòng sau.", "The household has more than 99 members; check the household numbers of the rows that follow."),
        ["household-value-differs"] = new(Fault, "Các dòng của cùng một hộ ghi khác nhau ở cột này; chỉ ghi ở dòng chủ hộ.", "Rows of one household differ in this column; write it in the row of the head only."),
        ["merged-over-data"] = new(Fault, "Ô gộp {0} che mất dữ liệu của thành viên; hãy bỏ gộp và điền từng dòng.", "The merged range {0} covers data of members; unmerge it and fill in each row."),
        ["same-household-twice"] = new(Fault, "Hộ này có hai lần trong tệp (cùng mã hộ, hoặc cùng chủ hộ, thôn và năm sinh).", "This household occurs twice in the file (same code, or same head, hamlet and birth)."),
        ["matches-one-household"] = new(Fault, "Hai hộ trong tệp cùng khớp với một hộ đã có; hãy ghi mã hộ.", "Two households of the file match one that is registered; give their household codes."),

        // Members.
        ["name-missing"] = new(Fault, "Thiếu họ và tên.", "The full name is missing."),
        ["name-unclear"] = new(Fault, "Họ và tên không hợp lệ; chỉ ghi chữ, tối đa 100 ký tự.", "This is not a name; write letters only, at most 100."),
        ["birth-missing"] = new(Fault, "Thiếu ngày sinh hoặc năm sinh.", "The birth date or year is missing."),
        ["birth-twice"] = new(Fault, "Năm sinh được ghi ở cả cột Nam và cột Nữ; chỉ giữ một cột.", "The birth stands under both man and woman; keep one."),
        ["birth-unclear"] = new(Fault, "Ngày sinh không đọc được; ghi dd/mm/yyyy hoặc chỉ năm (yyyy).", "The birth date cannot be read; write dd/mm/yyyy or the year only (yyyy)."),
        ["birth-future"] = new(Fault, "Ngày sinh sau ngày rà soát; hãy sửa lại.", "The birth date is after the review; correct it."),
        ["birth-too-early"] = new(Fault, "Ngày sinh trước năm 1900; hãy sửa lại.", "The birth date is before 1900; correct it."),
        ["sex-missing"] = new(Fault, "Thiếu giới tính; ghi Nam hoặc Nữ.", "The sex is missing; write Nam or Nữ."),
        ["sex-unclear"] = new(Fault, "Giới tính không đọc được; ghi Nam hoặc Nữ.", "The sex cannot be read; write Nam or Nữ."),
        ["ethnic-group-unknown"] = new(Fault, "Không có dân tộc này trong danh mục; ghi tên hoặc mã hai chữ số.", "This ethnic group is not in the catalogue; write its name or two-digit code."),
        ["relation-missing"] = new(Fault, "Thiếu quan hệ với chủ hộ.", "The relation to the head is missing."),
        ["relation-unknown"] = new(Fault, "Không hiểu quan hệ này; ghi Chủ hộ, Vợ, Chồng, Con, Bố, Mẹ, Ông, Bà, Cháu, Anh, Chị, Em hoặc Khác.", "This relation is not understood; write Chủ hộ, Vợ, Chồng, Con, Bố, Mẹ, Ông, Bà, Cháu, Anh, Chị, Em or Khác."),
        ["identity-malformed"] = new(Fault, "Số định danh phải có 12 chữ số (CMND cũ: 9 chữ số).", "An identity number has 12 digits (the old card: 9)."),
        ["identity-ambiguous"] = new(Fault, "Số định danh thiếu chữ số và không khôi phục chắc chắn được; hãy ghi đủ 12 chữ số dạng văn bản.", "Digits of the identity number are missing and cannot be restored with certainty; write all 12 as text."),
        ["identity-twice"] = new(Fault, "Số định danh này có hai lần trong tệp (dòng {0}).", "This identity number occurs twice in the file (row {0})."),
        ["identity-elsewhere"] = new(Fault, "Số định danh này đã thuộc một hộ khác không có trong tệp; hãy kiểm tra, hoặc chuyển người đó khỏi hộ cũ trước.", "This identity number belongs to another household that is not in the file; check it, or take the person out of the other household first."),
        ["identity-two-numbers"] = new(Fault, "Hai cột số giấy tờ ghi hai số khác nhau cùng loại; ghi số 12 chữ số ở cột số định danh và số 9 chữ số ở cột CMND.", "The two number columns hold two different numbers of one kind; write that of 12 digits under identity number and that of 9 under the old card."),
        ["old-number-twice"] = new(Notice, "Số CMND cũ này có ở hai người trong tệp (dòng {0}); hãy kiểm tra có phải cùng một người.", "Two people of the file have this number of an old card (row {0}); check whether they are one."),
        ["old-number-elsewhere"] = new(Notice, "Số CMND cũ này đã ghi cho một người ở hộ khác; hãy kiểm tra có phải cùng một người.", "This number of an old card is recorded for somebody in another household; check whether they are one."),
        ["identity-restored"] = new(Repair, "Đã thêm số 0 ở đầu mà Excel làm mất: {0}.", "Leading zeros that the spreadsheet lost were restored: {0}."),
        ["identity-disagrees"] = new(Notice, "Số định danh không khớp giới tính hoặc năm sinh; hãy đối chiếu với giấy tờ.", "The identity number does not fit sex or birth year; compare it with the card."),
        ["date-from-number"] = new(Repair, "Ô ngày mất định dạng (còn là số); đã hiểu là {0}.", "The date had lost its format (a bare number); it was read as {0}."),

        // Household columns.
        ["code-too-long"] = new(Fault, "Mã hộ quá dài; tối đa 40 ký tự.", "The household code is too long; at most 40 characters."),
        ["persons-unclear"] = new(Fault, "Số khẩu của hộ phải là số nguyên từ 1 đến 99.", "The number of persons of a household is a whole number from 1 to 99."),
        ["head-differs"] = new(Fault, "Chủ hộ ghi ở đây khác chủ hộ đã đăng ký; hãy ghi nhận đổi chủ hộ trước, hoặc nhập danh sách có đủ thành viên.", "The head named here is not the registered one; record the change of head first, or import a list with all members."),
        ["hamlet-missing"] = new(Fault, "Thiếu tên thôn, bản.", "The hamlet is missing."),
        ["text-too-long"] = new(Fault, "Nội dung quá dài cho cột này.", "The text is too long for this column."),
        ["phone-unclear"] = new(Fault, "Số điện thoại không đọc được; ghi 8 đến 15 chữ số.", "The telephone number cannot be read; write 8 to 15 digits."),
        ["review-date-unclear"] = new(Fault, "Ngày rà soát không đọc được; ghi dd/mm/yyyy.", "The review date cannot be read; write dd/mm/yyyy."),
        ["review-date-outside"] = new(Fault, "Ngày rà soát phải trong năm {0} và không ở tương lai.", "The review date must be in the year {0} and not in the future."),
        ["points-unclear"] = new(Fault, "Điểm phải là số nguyên.", "Points are a whole number."),
        ["points-outside"] = new(Fault, "Điểm phải từ 0 đến {0}.", "Points must be from 0 to {0}."),
        ["points-missing"] = new(Fault, "Hộ chưa có điểm B1 và chưa có thu nhập nên không phân loại được.", "The household has neither B1 points nor an income and cannot be classified."),
        ["points-disagree"] = new(Fault, "Điểm B2 không khớp các chỉ số đã đánh dấu ({0} điểm).", "The B2 points do not fit the marked indicators ({0} points)."),
        ["income-unclear"] = new(Fault, "Thu nhập không đọc được; ghi số đồng, ví dụ 1.250.000.", "The income cannot be read; write đồng, for example 1.250.000."),
        ["income-outside"] = new(Fault, "Thu nhập phải từ 10.000 đến 1.000.000.000 đồng mỗi người mỗi tháng (hoặc 0); có thể đã ghi theo nghìn đồng.", "Income must be from 10,000 to 1,000,000,000 đồng per person and month (or 0); it may be in thousands."),
        ["mark-unclear"] = new(Fault, "Không hiểu dấu này; ghi x nếu có, để trống nếu không.", "This mark is not understood; write x for yes, nothing for no."),
        ["cause-unknown"] = new(Fault, "Không có nguyên nhân này trong danh mục: {0}.", "This cause is not in the catalogue: {0}."),
        ["cause-restricted"] = new(Repair, "Đã bỏ một nguyên nhân mang tính đánh giá con người; người có thẩm quyền ghi riêng, có lý do.", "A cause that judges a person was left out; it is recorded apart, with a reason and by who has authority."),
        ["fact-unknown"] = new(Fault, "Không có đoàn thể, đối tượng này trong danh mục: {0}.", "This association or circumstance is not in the catalogue: {0}."),
        ["facts-disagree"] = new(Fault, "Ô này ghi không, nhưng ô danh mục đoàn thể, đối tượng của cùng người lại ghi có; hãy sửa một ô.", "This cell says no, and the cell that lists what the person is says yes; correct one of them."),
        ["livelihood-incomplete"] = new(Fault, "Theo dõi sinh kế cần đủ: thu nhập, số người có việc làm, nguồn sống (từ 3 ký tự) và người theo dõi.", "An observation of the livelihood needs income, workers, what they live on (3 characters or more) and the observer."),
        ["livelihood-date-unclear"] = new(Fault, "Ngày theo dõi không đọc được hoặc ở tương lai; ghi dd/mm/yyyy.", "The day of the observation cannot be read or is in the future; write dd/mm/yyyy."),
        ["livelihood-income-unclear"] = new(Fault, "Thu nhập theo dõi phải là số đồng từ 0 đến {0}, ví dụ 1.250.000.", "The income seen is an amount of đồng from 0 to {0}, for example 1.250.000."),
        ["livelihood-workers-unclear"] = new(Fault, "Số người có việc làm là số nguyên từ 0 đến số khẩu của hộ ({0}).", "Workers are a whole number from 0 to the persons of the household ({0})."),
        ["livelihood-differs"] = new(Fault, "Ngày này hộ đã có theo dõi sinh kế ghi khác; ghi ngày khác, hoặc để trống các cột theo dõi.", "Another observation of the household is recorded for this day; state another day, or leave these columns empty."),
        ["changes-disagree"] = new(Fault, "Chỉ được đánh dấu một trong: mới, tái nghèo, nghèo cũ.", "Mark only one of new, relapsed, still."),
        ["class-unclear"] = new(Notice, "Không hiểu kết quả phân loại ghi trong danh sách; hệ thống tự phân loại.", "The class stated in the list is not understood; the system classifies by itself."),
        ["class-differs"] = new(Notice, "Danh sách ghi khác kết quả tính được ({0}); hãy kiểm tra điểm và chỉ số.", "The list states another class than the computed one ({0}); check points and indicators."),

        // Any cell.
        ["cell-error"] = new(Fault, "Ô chứa lỗi của Excel; hãy sửa công thức hoặc ghi giá trị.", "The cell holds a spreadsheet error; correct the formula or write the value."),
        ["formula-unsaved"] = new(Fault, "Công thức trong ô chưa có giá trị lưu kèm; hãy mở bằng Excel, lưu lại rồi gửi.", "The formula has no saved value; open the file in Excel, save it and send it again."),
        ["formula-used"] = new(Notice, "Cột này có công thức; đã dùng giá trị lưu trong tệp.", "This column holds formulas; the values saved in the file were used."),
        ["text-neutralised"] = new(Repair, "Đã bỏ ký tự đầu (=, +, -, @) vì có thể bị hiểu là công thức.", "The first character (=, +, -, @) was removed, because programs could take it for a formula."),
        ["cell-too-long"] = new(Fault, "Nội dung ô quá dài.", "The cell holds too much text."),

        // What the file has beside the list.
        ["sheet-skipped"] = new(Notice, "Trang tính “{0}” không có danh sách nên được bỏ qua.", "The sheet “{0}” holds no list and was passed over."),
        ["columns-skipped"] = new(Notice, "Các cột không dùng: {0}.", "These columns are not used: {0}."),
        ["columns-need-right"] = new(Notice, "Người gửi không có quyền ghi thông tin thành viên và sinh kế, nên các cột này không được nhận: {0}.", "The sender may not record what people are and live on; these columns were not taken: {0}."),
        ["findings-cut"] = new(Notice, "Có quá nhiều lỗi; chỉ liệt kê {0} lỗi đầu tiên.", "There are too many faults; only the first {0} are listed."),
    };
}
