using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PovertyPlatform.IdentityService.Domain;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace PovertyPlatform.IdentityService.Features.Tokens;

/// <summary>
/// Before any proof is checked: who does the caller say to be, is that a client id at all, and has it failed too often? The client is looked up here, so that a
/// database that is away is answered as such and not as a bad signature.
/// </summary>
internal sealed class IdentifyClient(IOpenIddictApplicationManager clients, FailedAttempts attempts) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    private const int LongestAssertion = 4096;
    private static readonly JsonWebTokenHandler Reader = new() { MaximumTokenSizeInBytes = LongestAssertion };

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
        .UseScopedHandler<IdentifyClient>().SetOrder(ValidateClientAssertion.Descriptor.Order - 500).Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.EndpointType is not OpenIddictServerEndpointType.Token)
            return;
        var issuer = context.ClientAssertion is { Length: > 0 } assertion ? IssuerOf(assertion) ?? "" : null;
        var claimed = context.ClientId is { Length: > 0 } named ? named : issuer;
        if (!ClientName.IsWellFormed(claimed) || (issuer is not null && issuer != claimed))
        {
            context.Reject(Errors.InvalidClient, "The client is unknown or its proof is wrong.");
            return;
        }

        if (attempts.Wait(claimed!, context.Transaction.ClientAddress()) is { } seconds)
        {
            context.Transaction.SetProperty(TokenAnswer.Wait, new Waiting(seconds));
            context.Reject(Errors.TemporarilyUnavailable, "Too many failed attempts; wait before the next one.");
            return;
        }

        _ = await clients.FindByClientIdAsync(claimed!);
    }

    /// <summary>The issuer that the assertion names, not yet believed.</summary>
    private static string? IssuerOf(string assertion)
    {
        try
        {
            return Reader.CanReadToken(assertion) ? Reader.ReadJsonWebToken(assertion).Issuer : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or SecurityTokenException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
