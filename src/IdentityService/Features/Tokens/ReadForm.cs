using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>Reads the form before the authorization server does: one that cannot be read (too many fields, too long names) is the caller's fault, not ours.</summary>
internal sealed class ReadForm : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractTokenRequestContext>()
        .UseSingletonHandler<ReadForm>().SetOrder(int.MinValue).Build();

    public async ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        if (context.Transaction.GetHttpRequest() is not { HasFormContentType: true } request)
            return;
        try
        {
            await request.ReadFormAsync(context.CancellationToken);
        }
        catch (InvalidDataException)
        {
            context.Reject(Errors.InvalidRequest, "The form cannot be read.");
        }
    }
}
