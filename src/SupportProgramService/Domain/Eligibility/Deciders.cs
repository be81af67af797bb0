using System.Collections.Frozen;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>Who decides a condition: the registry by its facts, or somebody who must confirm what the registry cannot know.</summary>
public static class Deciders
{
    public const string Registry = "registry";

    private static readonly FrozenDictionary<string, Bilingual> Others = new Dictionary<string, Bilingual>
    {
        ["commune"] = new("UBND xã xác nhận", "To be confirmed by the commune People's Committee"),
        ["group"] = new("Tổ tiết kiệm và vay vốn xác nhận", "To be confirmed by the savings and credit group"),
        ["bank"] = new("Ngân hàng xác nhận khi xét hồ sơ", "To be confirmed by the bank on application"),
        ["province"] = new("Cơ quan cấp tỉnh xác nhận", "To be confirmed by the competent body of the province"),
        ["police"] = new("Công an xã xác nhận", "To be confirmed by the commune police"),
        ["school"] = new("Nhà trường xác nhận", "To be confirmed by the school"),
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Others.Keys.Append(Registry).Order(StringComparer.Ordinal);

    public static Bilingual Confirms(string decidedBy) => Others[decidedBy];
}
