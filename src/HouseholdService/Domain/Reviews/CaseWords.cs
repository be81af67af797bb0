using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>States and results as people read them.</summary>
public static class CaseWords
{
    /// <summary>A state in Vietnamese.</summary>
    public static string Vi(CaseState state) => state switch
    {
        CaseState.Requested => "đã đề nghị",
        CaseState.Screened => "đã nhận dạng nhanh",
        CaseState.Listed => "trong danh sách rà soát",
        CaseState.Visited => "đã thu thập thông tin",
        CaseState.Scored => "đã chấm điểm",
        CaseState.Agreed => "họp dân đã thống nhất",
        CaseState.Posted => "đã niêm yết",
        CaseState.Contested => "đang có khiếu nại",
        CaseState.Rechecked => "đã phúc tra",
        CaseState.PostedAgain => "đã niêm yết lại",
        CaseState.Opined => "đã có ý kiến cấp trên",
        CaseState.Recognised => "đã công nhận",
        CaseState.Refused => "không công nhận",
        CaseState.Certified => "đã cấp giấy chứng nhận",
        _ => "đã kết thúc",
    };

    /// <summary>A state in English.</summary>
    public static string En(CaseState state) => state switch
    {
        CaseState.Listed => "on the list to review",
        CaseState.Agreed => "agreed by the meeting",
        CaseState.PostedAgain => "posted again",
        CaseState.Opined => "with a higher level's opinion",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>A result as it is posted, in Vietnamese.</summary>
    public static string Result(PovertyClass result, PovertyClass? start) => (result, start) switch
    {
        (PovertyClass.Poor, _) => "Hộ nghèo",
        (PovertyClass.NearPoor, PovertyClass.Poor) => "Hộ thoát nghèo (cận nghèo)",
        (PovertyClass.NearPoor, _) => "Hộ cận nghèo",
        (PovertyClass.AverageLiving, _) => "Hộ có mức sống trung bình",
        (PovertyClass.NotPoor, PovertyClass.Poor) => "Hộ thoát nghèo",
        (PovertyClass.NotPoor, PovertyClass.NearPoor) => "Hộ thoát cận nghèo",
        (PovertyClass.NotPoor, _) => "Không thuộc diện hộ nghèo, hộ cận nghèo",
        _ => "Chưa xác định",
    };
}
