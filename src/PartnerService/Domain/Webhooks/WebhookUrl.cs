using System.Net;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>What the address of an endpoint must look like. Where it leads is checked again at every connection.</summary>
public static class WebhookUrl
{
    /// <summary>Longest address.</summary>
    public const int Longest = 2000;

    /// <summary>The faults of an address, or null when it may be registered.</summary>
    /// <param name="url">The address.</param>
    /// <param name="allowLoopback">Development only: plain http to this machine is allowed.</param>
    public static FieldFault? Check(string? url, bool allowLoopback)
    {
        if (url is null or { Length: > Longest } || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return new FieldFault("url", "Cần một địa chỉ đầy đủ, ví dụ https://nganhang.example/webhook.", "A full address is needed, for example https://bank.example/webhook.");
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return new FieldFault("url", "Địa chỉ không được chứa tên, mật khẩu hay dấu #.", "The address must hold no user, password or fragment.");
        if (allowLoopback && uri.IsLoopback && uri.Scheme is "http" or "https")
            return null;
        if (uri.Scheme != "https")
            return new FieldFault("url", "Địa chỉ phải bắt đầu bằng https.", "The address must be https.");
        if (uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && !PublicAddress.Is(address)))
            return new FieldFault("url", "Địa chỉ phải nằm trên mạng công cộng.", "The address must be on the public network.");
        return null;
    }
}
