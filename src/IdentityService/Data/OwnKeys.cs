using System.Net;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Answers this service's own question for the issuer's public keys: it is the issuer, and needs neither a network nor an address of itself.</summary>
internal sealed class OwnKeys(SigningKeys keys) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var published = keys.Load().Select(key =>
        {
            var point = key.ECDsa.ExportParameters(false).Q;
            return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64UrlEncoder.Encode(point.X!)}}","y":"{{Base64UrlEncoder.Encode(point.Y!)}}","kid":"{{key.KeyId}}","use":"sig","alg":"ES256"}""";
        });
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent($$"""{"keys":[{{string.Join(',', published)}}]}""", Encoding.UTF8, "application/json"),
        });
    }
}
