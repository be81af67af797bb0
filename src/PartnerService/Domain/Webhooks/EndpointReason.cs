using PovertyPlatform.Contracts;

namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>Why no bells are rung, as a code and in words.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">What happened and what to do, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
[PersonalData(DataClass.P1)]
public sealed record EndpointReason(string Code, string Vi, string En)
{
    /// <summary>The partner asked to wait.</summary>
    public const string Paused = "paused-by-partner";

    /// <summary>The endpoint answered 410.</summary>
    public const string Gone = "endpoint-gone";

    /// <summary>All attempts of a bell failed; the last fault stands after the colon.</summary>
    public const string Exhausted = "attempts-exhausted";

    /// <summary>The words for a stored code.</summary>
    public static EndpointReason? Of(string? code) => code?.Split(':') switch
    {
        null => null,
        [Paused] => new(code, "Bạn đã tạm dừng; mở lại khi sẵn sàng.", "You paused it; resume when you are ready."),
        [Gone] => new(code, "Địa chỉ trả lời 410 (không còn nhận); hãy sửa rồi mở lại hoặc xóa.", "The endpoint answered 410 (gone); mend it and resume, or remove it."),
        [Exhausted, var fault] => new(code, $"Mọi lần gửi đều thất bại, lần cuối: {fault}. Sự kiện vẫn còn trong luồng; hãy sửa rồi mở lại.",
            $"All attempts failed, the last with: {fault}. Events still wait in the feed; mend it and resume."),
        _ => new(code, "Địa chỉ đã bị ngừng.", "The endpoint is disabled."),
    };
}
