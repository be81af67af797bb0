using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>Whether bells are rung at an endpoint.</summary>
public enum EndpointState
{
    /// <summary>They are.</summary>
    Active = 1,

    /// <summary>The partner asked to wait.</summary>
    Paused = 2,

    /// <summary>We gave up; the reason is kept.</summary>
    Disabled = 3,
}

/// <summary>An address at which a partner wants to be rung when something is in its feed.</summary>
[Nationwide("It belongs to a client; the areas of the client are in it.")]
[PersonalData(DataClass.P1)]
public sealed class WebhookEndpoint
{
    private WebhookEndpoint()
    {
    }

    public Guid Id { get; private set; }

    public string ClientId { get; private set; } = "";

    public string? AgencyId { get; private set; }

    public string Url { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string[] Types { get; private set; } = [];

    public string[] Communes { get; private set; } = [];

    public string[] AreaProvinces { get; private set; } = [];

    public string[] AreaCommunes { get; private set; } = [];

    public bool AreaNationwide { get; private set; }

    public EndpointState State { get; private set; } = EndpointState.Active;

    public string? StateReason { get; private set; }

    public DateTimeOffset StateChangedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public byte[] SealedSecret { get; private set; } = [];

    public byte[]? SealedOldSecret { get; private set; }

    public DateTimeOffset? OldSecretUntil { get; private set; }

    /// <summary>How far the feed has been turned into bells for this endpoint.</summary>
    public string Cursor { get; private set; } = "";

    public int ConsecutiveFailures { get; private set; }

    /// <summary>Until then the endpoint is left alone because it failed several times in a row.</summary>
    public DateTimeOffset? ClosedUntil { get; private set; }

    public DateTimeOffset? LastSuccessAt { get; private set; }

    public DateTimeOffset? LastFailureAt { get; private set; }

    public string? LastFault { get; private set; }

    /// <summary>Events that ring it. Areas are those of the client when it registered or last resumed: what a bell names is fetched with a token and checked again.</summary>
    public FeedFilter Filter => new(new AreaScope(AreaProvinces, AreaCommunes, AreaNationwide), Types, Communes);

    /// <summary>Registers an endpoint; bells ring for events from the cursor on.</summary>
    public static WebhookEndpoint Register(
        Actor actor, string url, string description, string[] types, string[] communes, Func<Guid, byte[]> seal, FeedCursor from, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var endpoint = new WebhookEndpoint
        {
            Id = id,
            ClientId = actor.ClientId,
            AgencyId = actor.AgencyId,
            Url = url,
            Description = description,
            Types = types,
            Communes = communes,
            CreatedAt = at,
            StateChangedAt = at,
            SealedSecret = seal(id),
            Cursor = from.ToString(),
        };
        endpoint.See(actor.Area);
        return endpoint;
    }

    /// <summary>Replaces the secret; the old one signs too until then.</summary>
    public void Rotate(byte[] sealedSecret, DateTimeOffset oldUntil)
    {
        SealedOldSecret = SealedSecret;
        OldSecretUntil = oldUntil;
        SealedSecret = sealedSecret;
    }

    /// <summary>Stops the bells at the partner's wish; events keep waiting in the feed.</summary>
    public Refusal? Pause(DateTimeOffset at)
    {
        if (State == EndpointState.Disabled)
            return Refusal.Conflict("endpoint-disabled", "Địa chỉ này đã bị ngừng; chỉ có thể mở lại.", "This endpoint is disabled; it can only be resumed.");
        Enter(EndpointState.Paused, EndpointReason.Paused, at);
        return null;
    }

    /// <summary>Rings again, from where it stopped or from now on, with the areas the client has today.</summary>
    public void Resume(AreaScope area, FeedCursor? from, DateTimeOffset at)
    {
        See(area);
        Enter(EndpointState.Active, null, at);
        ConsecutiveFailures = 0;
        ClosedUntil = null;
        Cursor = from?.ToString() ?? Cursor;
    }

    private void See(AreaScope area)
    {
        AreaProvinces = [.. area.Provinces];
        AreaCommunes = [.. area.Communes];
        AreaNationwide = area.IsNationwide;
    }

    private void Enter(EndpointState state, string? reason, DateTimeOffset at)
    {
        if (State != state)
            StateChangedAt = at;
        State = state;
        StateReason = reason;
    }
}
