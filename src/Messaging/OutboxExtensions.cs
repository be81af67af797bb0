using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging.Outbox;

namespace PovertyPlatform.Messaging;

/// <summary>The outbox of a service's context.</summary>
public static class OutboxExtensions
{
    /// <summary>Maps the outbox of the schema <c>messaging</c>; call it in <c>MapTables</c>.</summary>
    public static ModelBuilder UseMessaging(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(row =>
        {
            row.ToTable("outbox_message", "messaging");
            // EF inserts in key order: a subject's events of one commit get their positions in the order of their versions.
            row.HasKey(message => new { message.SubjectId, message.Version, message.MessageId });
            row.Property(message => message.SubjectId).ValueGeneratedNever();
            row.Property(message => message.Version).ValueGeneratedNever();
            row.Property(message => message.MessageId).ValueGeneratedNever();
        });
        return model;
    }

    /// <summary>
    /// Adds the event to the unit of work: it commits with the state in the same <c>SaveChanges</c>, or not at all, and reaches every consumer at least once afterwards.
    /// Events of one subject keep the order of their commits; within one commit, the order of their versions.
    /// </summary>
    public static void Publish(this DbContext db, IIntegrationEvent message)
    {
        db.Set<OutboxMessage>().Add(OutboxMessage.Of(message));
        OutboxSignal.Expect(db);
    }
}
