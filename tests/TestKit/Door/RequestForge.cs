using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.TestKit.Door;

/// <summary>Makes requests that no well-behaved client sends, from what the document says about an operation and from the ids of the stage. The same number makes the same request.</summary>
internal sealed class RequestForge(IReadOnlyDictionary<string, AccessSample> samples, string service)
{
    private static readonly string Token = TestTokens.For(Places.Home(Scopes.All), TimeSpan.FromHours(1));
    private static readonly string[] Strange = ["Accept", "Accept-Language", "Accept-Encoding", "If-Match", "If-None-Match", "Range", "traceparent", "tracestate", "baggage", "Cookie", "Origin", "X-Forwarded-For", "X-Forwarded-Host", "X-HTTP-Method-Override", "X-Original-URL", "Prefer"];
    private readonly string _elsewhere = TestTokens.For(Places.Home(Scopes.All.Where(scope => !Scopes.AudiencesOf(scope).Contains(service))), TimeSpan.FromHours(1));

    /// <summary>One request.</summary>
    public async Task<HttpRequestMessage> Make(ApiOperation operation, Random dice)
    {
        var sample = samples.GetValueOrDefault(operation.Key);
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), Address(await Target(operation, sample, dice)));
        Authorize(request, dice);
        if (dice.Next(10) > 0)
            request.Headers.TryAddWithoutValidation(IdempotencyExtensions.KeyHeader, dice.Next(8) == 0 ? Header(Hostile.Text(dice)) : Guid.NewGuid().ToString());
        for (var more = dice.Next(3); more > 0; more--)
            request.Headers.TryAddWithoutValidation(Strange[dice.Next(Strange.Length)], Header(Hostile.Text(dice)));
        request.Content = Body(operation, sample, dice);
        return request;
    }

    /// <summary>The address of a target; in-process servers take no other form (tricks with the path itself are the gateway's tests).</summary>
    public static Uri Address(string target) => new($"http://localhost{target}");

    private static async Task<string> Target(ApiOperation operation, AccessSample? sample, Random dice)
    {
        var known = (dice.Next(4) == 0 ? sample?.Other : null) ?? (sample is null ? operation.Path : await sample.Own());
        var segments = known.Split('?')[0].Split('/');
        var path = new List<string>();
        foreach (var (part, at) in operation.Path.Split('/').Select((part, at) => (part, at)))
        {
            if (!part.StartsWith('{'))
                path.Add(part);
            else if (dice.Next(5) < 3 && at < segments.Length)
                path.Add(segments[at]);
            else
                path.Add(Uri.EscapeDataString(Hostile.Text(dice).Replace("\0", "", StringComparison.Ordinal))); // no server reads a path with NUL
        }

        var query = new List<string>();
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query" && dice.Next(5) < 3))
            for (var times = dice.Next(12) == 0 ? 3 : 1; times > 0; times--)
                query.Add($"{parameter.Name}={Uri.EscapeDataString(dice.Next(3) == 0 ? Plausible(parameter.Schema, dice) : Hostile.Text(dice))}");
        if (dice.Next(6) == 0 && known.Contains('?', StringComparison.Ordinal))
            query.Add(known.Split('?')[1]);
        if (dice.Next(10) == 0)
            query.Add($"{Uri.EscapeDataString(Hostile.Text(dice))}={Uri.EscapeDataString(Hostile.Text(dice))}");
        var address = string.Join('/', path);
        // Real servers take no longer request line than this.
        var target = query.Count == 0 ? address : $"{address}?{string.Join('&', query)}";
        return target.Length <= 8000 ? target : target[..8000].TrimEnd('%')[..^2];
    }

    private void Authorize(HttpRequestMessage request, Random dice)
    {
        var header = dice.Next(30) switch
        {
            0 => null,
            1 => "Bearer",
            2 => $"Bearer {Header(Hostile.Text(dice))}",
            3 => $"Bearer {Token[..^6]}",
            4 => $"Bearer {_elsewhere}",
            5 => $"Basic {Token}",
            _ => $"Bearer {Token}",
        };
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header);
    }

    private static HttpContent? Body(ApiOperation operation, AccessSample? sample, Random dice)
    {
        if (operation.ContentType is null)
            return dice.Next(6) == 0 && operation.Method != "GET" ? new StringContent(Hostile.Json[dice.Next(Hostile.Json.Length)], Encoding.UTF8, "application/json") : null;
        if (operation.ContentType == "multipart/form-data")
            return Upload(dice);
        var text = operation.ContentType == "application/x-www-form-urlencoded" ? Form(operation.Body!, dice) : Json(operation, sample, dice);
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (dice.Next(20))
        {
            case 0:
                bytes = bytes[..dice.Next(bytes.Length + 1)];
                break;
            case 1:
                bytes = [0xEF, 0xBB, 0xBF, .. bytes];
                break;
            case 2 when bytes.Length > 2:
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(0x80, 0x100);
                break;
            case 3:
                bytes = Encoding.Unicode.GetBytes(text);
                break;
            default:
                break;
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", dice.Next(15) switch
        {
            0 => "text/plain",
            1 => $"{operation.ContentType}; charset=utf-16",
            2 => Header(Hostile.Text(dice)),
            3 => "application/json; charset=nowhere",
            _ => operation.ContentType,
        });
        return content;
    }

    private static string Json(ApiOperation operation, AccessSample? sample, Random dice)
    {
        if (dice.Next(12) == 0)
            return Hostile.Json[dice.Next(Hostile.Json.Length)];
        var valid = sample?.Body is { } body ? JsonSerializer.SerializeToNode(dice.Next(4) == 0 ? sample.OtherBody ?? body : body, JsonSerializerOptions.Web) as JsonObject : null;
        var fields = (operation.Body?["properties"] as JsonObject ?? []).Select(property => (property.Key, Schema: property.Value as JsonObject ?? [])).ToList();
        var text = new StringBuilder("{");
        foreach (var (name, schema) in fields.Where(_ => dice.Next(10) > 0))
            text.Append(JsonSerializer.Serialize(dice.Next(15) == 0 ? name.ToUpperInvariant() : name)).Append(':').Append(dice.Next(3) switch
            {
                0 when valid?[name] is { } good => good.ToJsonString(),
                1 => Hostile.Json[dice.Next(Hostile.Json.Length)],
                _ => Quoted(dice.Next(3) == 0 ? Plausible(schema, dice) : Hostile.Text(dice)),
            }).Append(',');
        if (dice.Next(4) == 0)
            text.Append(CultureInfo.InvariantCulture, $"\"state\":\"Recognised\",\"provinceCode\":\"{Places.Far}\",\"id\":\"{Guid.Empty}\",\"clientId\":\"{Places.Stranger}\",\"version\":99,\"roles\":[\"operator\"],\"isAdmin\":true,");
        return text.ToString().TrimEnd(',') + "}";
    }

    // A lone surrogate cannot stand in UTF-8; escaped it can.
    private static string Quoted(string text) => $"\"{string.Concat(text.Select(letter => letter is < ' ' or '"' or '\\' || char.IsSurrogate(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"))}\"";

    private static string Form(JsonObject schema, Random dice)
    {
        var fields = (schema["properties"] as JsonObject ?? []).Select(property => property.Key).SelectMany(name => new[] { name, Snake(name) }).Concat(["grant_type", "scope", "client_id", "client_secret", "client_assertion", "client_assertion_type", "code", "resource"]).Distinct().ToArray();
        return string.Join('&', Enumerable.Range(0, dice.Next(7)).Select(_ => fields[dice.Next(fields.Length)])
            .Select(name => $"{name}={Uri.EscapeDataString(name == "grant_type" && dice.Next(2) == 0 ? "client_credentials" : name == "client_id" && dice.Next(2) == 0 ? TestActors.Bank.Id : Hostile.Text(dice))}"));
    }

    private static MultipartFormDataContent Upload(Random dice)
    {
        var form = dice.Next(8) == 0 ? new MultipartFormDataContent(new string('b', dice.Next(1, 70))) : [];
        byte[] file = dice.Next(4) switch
        {
            0 => [],
            1 => [0x50, 0x4B, 0x03, 0x04, .. Encoding.UTF8.GetBytes(Hostile.Text(dice))],
            2 => Encoding.UTF8.GetBytes($"STT hộ;Họ và tên;Ghi chú\n1;{Hostile.Text(dice)};{Hostile.Text(dice)}\n"),
            _ => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        };
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{(dice.Next(5) == 0 ? "other" : "file")}\"; filename=\"{Header(Hostile.Text(dice)).Replace('"', '\'')}\"");
        form.Add(part);
        return form;
    }

    private static string Plausible(JsonObject schema, Random dice)
    {
        var type = schema["type"]?.ToJsonString() ?? "";
        if (schema["enum"] is JsonArray { Count: > 0 } values)
            return values[dice.Next(values.Count)]?.ToString() ?? "null";
        if (schema["format"]?.GetValue<string>() is "uuid")
            return Guid.NewGuid().ToString();
        if (schema["format"]?.GetValue<string>() is "date")
            return $"20{dice.Next(20, 30)}-{dice.Next(1, 13):D2}-{dice.Next(1, 29):D2}";
        return type.Contains("integer", StringComparison.Ordinal) ? $"{dice.Next(-3, 3000)}" : type.Contains("boolean", StringComparison.Ordinal) ? "true" : Hostile.Edges[dice.Next(Hostile.Edges.Length)];
    }

    private static string Snake(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}")).TrimStart('_');

    // What no client library lets out of the house stays here as well: line breaks and letters outside ASCII.
    private static string Header(string text) => new([.. text.Where(letter => letter is >= ' ' and <= '~').Take(2000)]);
}
