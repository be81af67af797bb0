using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace PovertyPlatform.PartnerServiceTests;

/// <summary>The registry as the partner service meets it: answers as told, and remembers who asked.</summary>
internal sealed class FakeRegistry : HttpMessageHandler
{
    private readonly ConcurrentDictionary<Guid, (HttpStatusCode Status, string Body)> _answers = new();

    public ConcurrentQueue<(string Path, string? Authorization)> Asked { get; } = new();

    public void Knows(Guid household, string name) => _answers[household] = (HttpStatusCode.OK, $$"""
        {"householdId":"{{household}}","head":{"fullName":"{{name}}","birthDate":"1984-03-09","sex":"Female","identityNumber":"015184000123","relation":"head","ethnicGroup":"Mông"},
         "adults":[{"fullName":"{{name}}","birthDate":"1984-03-09","sex":"Female","identityNumber":"015184000123","relation":"head","ethnicGroup":"Mông"},
                   {"fullName":"Giàng A Páo","birthDate":"1961","identityNumber":"060123456","relation":"parent"}],"points":120}
        """);

    public void Answers(Guid household, HttpStatusCode status) => _answers[household] = (status, "{}");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Enqueue((request.RequestUri!.AbsolutePath, request.Headers.Authorization?.ToString()));
        var household = Guid.Parse(request.RequestUri.Segments[3].TrimEnd('/'));
        var (status, body) = _answers.GetValueOrDefault(household, (HttpStatusCode.NotFound, "{}"));
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
