using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.IdentityService;

/// <summary>What the issuer says: whose tokens lost their force. It hears nothing.</summary>
internal static class IdentityMessages
{
    public static void Register(MessagingBuilder messages) => messages.Publishes<SubjectRevoked>();
}
