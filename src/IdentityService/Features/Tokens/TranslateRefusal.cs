using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>
/// Says a refusal in Vietnamese too, in a field of its own: RFC 6749 allows ASCII only in error_description. It comes after the WWW-Authenticate header is
/// written, because that header repeats every field of the answer and no server sends other characters in a header.
/// </summary>
internal sealed class TranslateRefusal : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    private const string Field = "error_description_vi";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
        .UseSingletonHandler<TranslateRefusal>().SetOrder(OpenIddictServerAspNetCoreHandlers.AttachWwwAuthenticateHeader<ApplyTokenResponseContext>.Descriptor.Order + 100).Build();

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Response is { Error: { Length: > 0 } error } answer)
            answer[Field] = Vietnamese(error);
        return ValueTask.CompletedTask;
    }

    private static string Vietnamese(string error) => error switch
    {
        Errors.InvalidClient => "Không nhận ra ứng dụng, hoặc bằng chứng (khóa, chữ ký, mật khẩu) không đúng.",
        Errors.InvalidScope => "Ứng dụng chưa được cấp quyền đã yêu cầu.",
        OneService.InvalidTarget => "Mỗi mã truy cập chỉ dùng cho một dịch vụ: hãy nêu đúng một dịch vụ ở tham số resource.",
        Errors.InvalidGrant => "Mã hoặc phiên đăng nhập không còn hiệu lực; hãy đăng nhập lại.",
        Errors.UnsupportedGrantType => "Chỉ hỗ trợ client_credentials, authorization_code và refresh_token.",
        Errors.TemporarilyUnavailable => "Thử sai quá nhiều lần; hãy đợi rồi thử lại.",
        _ => "Yêu cầu cấp mã truy cập chưa đúng; xem tài liệu API.",
    };
}
