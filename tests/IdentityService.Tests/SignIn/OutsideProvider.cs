using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.IdentityServiceTests.SignIn;

/// <summary>Stands in for the outside provider: its documents, keys and tokens, without a network.</summary>
internal sealed class OutsideProvider : HttpMessageHandler
{
    public const string Authority = "https://signin.example";
    public const string ClientId = "povertyplatform";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What the next identity token says.</summary>
    public string Subject { get; set; } = "outside-1";

    public string Nonce { get; set; } = "";

    public string Issuer { get; set; } = Authority;

    /// <summary>The last form of the token endpoint.</summary>
    public string Form { get; private set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.AbsolutePath switch
    {
        "/.well-known/openid-configuration" => Json(new
        {
            issuer = Authority,
            authorization_endpoint = $"{Authority}/authorize",
            token_endpoint = $"{Authority}/token",
            jwks_uri = $"{Authority}/keys",
        }),
        "/keys" => Json(new { keys = new[] { PublicKey() } }),
        "/token" => Json(new { access_token = "none", token_type = "Bearer", expires_in = 60, id_token = IdentityToken(Form = await request.Content!.ReadAsStringAsync(cancellationToken)) }),
        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
    };

    private static HttpResponseMessage Json(object body) => new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };

    private object PublicKey()
    {
        var point = _key.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", kid = "outside-key", use = "sig", alg = "ES256", x = Base64UrlEncoder.Encode(point.X!), y = Base64UrlEncoder.Encode(point.Y!) };
    }

    private string IdentityToken(string form) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = ClientId,
        Claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = Nonce, ["asked"] = form.Length },
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = "outside-key" }, SecurityAlgorithms.EcdsaSha256),
    });
}
